namespace Zhuhui.Edge.Vision.Tamper;

/// <summary>How a picture stands to the camera's usual one.</summary>
/// <param name="Agree">Part of the tiles with a pattern that still show it, whatever the light, 0 to 1.</param>
/// <param name="Blank">Part of them that show hardly any pattern at all, 0 to 1.</param>
/// <param name="Sharp">Finest detail against the usual, as the median of the tiles that agree; 1 where it is as ever.</param>
/// <param name="Light">Mean luma against the usual.</param>
internal readonly record struct Likeness(float Agree, float Blank, float Sharp, float Light);

/// <summary>What one camera usually shows, by day or by infrared: a mean of its pictures over minutes, in which nobody who passes remains.
/// One caller at a time.</summary>
internal sealed class SceneReference
{
    /// <summary>Pictures, one a second, before it may be relied on.</summary>
    private const int Settling = 30;
    private const int Memory = 300;

    private const float LeastPattern = 3;
    private const float SamePattern = 0.5f;
    private const float BlankPart = 0.2f;
    private const float BlankBelow = 1.5f;
    private const float LeastDetail = 2;
    private const int LeastTiles = 4;

    private readonly float[] _means = new float[PictureSample.Columns * PictureSample.Rows];
    private readonly float[] _detail = new float[PictureSample.Tiles];
    private readonly List<float> _sharp = [];
    private float _light;
    private int _pictures;

    public bool Settled => _pictures >= Settling;

    public void Learn(PictureSample sample)
    {
        var share = 1f / Math.Min(++_pictures, Memory);
        for (var i = 0; i < _means.Length; i++)
        {
            _means[i] += share * (sample.Means[i] - _means[i]);
        }

        for (var tile = 0; tile < _detail.Length; tile++)
        {
            _detail[tile] += share * (sample.Detail[tile] - _detail[tile]);
        }

        _light += share * (sample.Light - _light);
    }

    public void Forget()
    {
        Array.Clear(_means);
        Array.Clear(_detail);
        (_light, _pictures) = (0, 0);
    }

    /// <returns>Null where the usual picture has too few patterns to compare anything with.</returns>
    public Likeness? Compare(PictureSample sample)
    {
        var (tiles, agree, blank) = (0, 0, 0);
        _sharp.Clear();
        for (var tile = 0; tile < PictureSample.Tiles; tile++)
        {
            var (usual, now, both) = Patterns(sample.Means, tile);
            if (usual < LeastPattern)
            {
                continue;
            }

            tiles++;
            if (now < BlankBelow && now < BlankPart * usual)
            {
                blank++;
                continue;
            }

            if (both < SamePattern * usual * now)
            {
                continue;
            }

            agree++;
            if (_detail[tile] > LeastDetail)
            {
                // Detail is a square: it shrinks with the contrast's.
                _sharp.Add(sample.Detail[tile] / _detail[tile] * (usual * usual) / (now * now));
            }
        }

        if (tiles < LeastTiles)
        {
            return null;
        }

        _sharp.Sort();
        var sharp = _sharp.Count < LeastTiles ? 1 : _sharp[_sharp.Count / 2];
        return new Likeness((float)agree / tiles, (float)blank / tiles, sharp, _light > 0 ? sample.Light / _light : 1);
    }

    /// <returns>The standard deviations of a tile usually and now, and their covariance.</returns>
    private (float Usual, float Now, float Both) Patterns(float[] means, int tile)
    {
        var first = (tile / PictureSample.TilesAcross * PictureSample.TileSide * PictureSample.Columns) + (tile % PictureSample.TilesAcross
            * PictureSample.TileSide);
        const float Count = PictureSample.TileSide * PictureSample.TileSide;
        var (usual, now, usualSquares, nowSquares, both) = (0f, 0f, 0f, 0f, 0f);
        for (var row = 0; row < PictureSample.TileSide; row++)
        {
            for (var column = 0; column < PictureSample.TileSide; column++)
            {
                var cell = first + (row * PictureSample.Columns) + column;
                var (a, b) = (_means[cell] - _light, means[cell] - _light);
                usual += a;
                now += b;
                usualSquares += a * a;
                nowSquares += b * b;
                both += a * b;
            }
        }

        (usual, now) = (usual / Count, now / Count);
        return (Root((usualSquares / Count) - (usual * usual)), Root((nowSquares / Count) - (now * now)), (both / Count) - (usual * now));
    }

    private static float Root(float square) => MathF.Sqrt(MathF.Max(square, 0));
}
