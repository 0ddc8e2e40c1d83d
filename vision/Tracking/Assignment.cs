namespace Zhuhui.Edge.Vision.Tracking;

/// <summary>Deals out detections to tracks so that the sum of the pairs' worths is the greatest there is (the Hungarian method by shortest
/// augmenting paths, Jonker and Volgenant 1987). Owns its working memory, which grows to the largest case met: allocates nothing after
/// that. One caller at a time.</summary>
internal sealed class Assignment
{
    private float[] _worth = [];
    private int[] _columnOf = [];
    private int[] _rowOf = [];
    private int[] _way = [];
    private float[] _rowPrice = [];
    private float[] _columnPrice = [];
    private float[] _least = [];
    private bool[] _used = [];
    private int _rows;
    private int _columns;
    private int _side;

    /// <summary>Begins a new case in which no pair is worth anything.</summary>
    public void Start(int rows, int columns)
    {
        (_rows, _columns, _side) = (rows, columns, Math.Max(rows, columns));
        if (_columnOf.Length <= _side)
        {
            var room = Math.Max(16, 2 * (_side + 1));
            (_columnOf, _rowOf, _way, _used) = (new int[room], new int[room], new int[room], new bool[room]);
            (_rowPrice, _columnPrice, _least, _worth) = (new float[room], new float[room], new float[room], new float[room * room]);
        }

        Array.Clear(_worth, 0, _side * _side);
    }

    /// <param name="worth">Above 0; pairs of no worth are never made.</param>
    public void Offer(int row, int column, float worth) => _worth[(row * _side) + column] = worth;

    /// <summary>Settles the case; <see cref="ColumnOf"/> then answers.</summary>
    public void Solve()
    {
        Array.Clear(_rowOf, 0, _side + 1);
        Array.Clear(_rowPrice, 0, _side + 1);
        Array.Clear(_columnPrice, 0, _side + 1);
        for (var row = 1; row <= _side; row++)
        {
            Place(row);
        }

        for (var column = 1; column <= _side; column++)
        {
            _columnOf[_rowOf[column] - 1] = column - 1;
        }
    }

    /// <returns>The row's column; -1 where it has none.</returns>
    public int ColumnOf(int row)
    {
        var column = row < _rows ? _columnOf[row] : -1;
        return column >= 0 && column < _columns && _worth[(row * _side) + column] > 0 ? column : -1;
    }

    /// <summary>Finds the cheapest chain of changes that gives this row a column. Rows and columns count from 1 here; column 0 stands for
    /// the row that waits.</summary>
    private void Place(int row)
    {
        _rowOf[0] = row;
        var column = 0;
        Array.Fill(_least, float.MaxValue, 0, _side + 1);
        Array.Clear(_used, 0, _side + 1);
        do
        {
            column = Reach(column);
        }
        while (_rowOf[column] != 0);

        while (column != 0)
        {
            var before = _way[column];
            _rowOf[column] = _rowOf[before];
            column = before;
        }
    }

    private int Reach(int column)
    {
        _used[column] = true;
        var (row, next, step) = (_rowOf[column], 0, float.MaxValue);
        for (var other = 1; other <= _side; other++)
        {
            if (_used[other])
            {
                continue;
            }

            var cost = -_worth[((row - 1) * _side) + other - 1] - _rowPrice[row] - _columnPrice[other];
            if (cost < _least[other])
            {
                (_least[other], _way[other]) = (cost, column);
            }

            if (_least[other] < step)
            {
                (step, next) = (_least[other], other);
            }
        }

        for (var other = 0; other <= _side; other++)
        {
            if (_used[other])
            {
                _rowPrice[_rowOf[other]] += step;
                _columnPrice[other] -= step;
            }
            else
            {
                _least[other] -= step;
            }
        }

        return next;
    }
}
