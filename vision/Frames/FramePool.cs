namespace Zhuhui.Edge.Vision.Frames;

/// <summary>One stream's frame buffers, all of exactly the size its picture has now. As many are kept as are ever under way at once: being
/// read, waiting, being looked at and being sent to a viewer. A buffer of an earlier size is left to the collector.</summary>
internal sealed class FramePool
{
    private const int Most = 4;
    private readonly Stack<byte[]> _free = new(Most);
    private readonly Lock _using = new();
    private int _size;

    public byte[] Rent(int size)
    {
        lock (_using)
        {
            if (_size != size)
            {
                _free.Clear();
                _size = size;
            }

            if (_free.TryPop(out var buffer))
            {
                return buffer;
            }
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    public void Return(byte[] buffer)
    {
        lock (_using)
        {
            if (buffer.Length == _size && _free.Count < Most)
            {
                _free.Push(buffer);
            }
        }
    }
}
