using Zhuhui.Edge.Gateway.Releases;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Admin.Releases;

/// <summary>
/// Brings one bundle into the data folder, from wherever it was cut off: by a broken line, a restart or a power cut. Its signed part is
/// looked at as soon as it is here, and what this box would not take is fetched no further; the whole at the end.
/// </summary>
/// <param name="bytesPerSecond">No faster: the line, the disk and the processor are the doors' first.</param>
internal sealed class BundleFetch(string folder, ReleaseSource source, ReleaseKeys keys, string running, int form, TimeProvider time,
    int bytesPerSecond = BundleFetch.Pace)
{
    public const int Pace = 1 << 20;

    /// <summary>After so many it is brought to the disk: what a power cut costs.</summary>
    private const long SyncEvery = 4 << 20;

    public static string PartIn(string folder) => Path.Combine(folder, "fetched.part");

    /// <param name="note">Told how far it is, to be kept.</param>
    /// <exception cref="FetchException">It can't be had now, or not at all.</exception>
    /// <exception cref="IOException">The disk refuses it.</exception>
    public async Task RunAsync(FetchOrder order, Action<FetchOrder> note, CancellationToken cancellationToken)
    {
        FolderSync.Make(folder);
        var url = source.UrlOf(order.Version);
        await using var part = new FileStream(PartIn(folder), new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        var at = new Progress(order, Math.Min(order.Have, part.Length));
        part.SetLength(at.Have);
        part.Position = at.Have;
        try
        {
            await source.ReadAsync(url, at.Have, order.Tag, Begin, TakeAsync, cancellationToken);
        }
        finally
        {
            Keep();
        }

        if (at.Have < at.Total || at.Total == 0)
        {
            throw new FetchException(ReleaseTexts.NoServer(url.AbsoluteUri, $"cut off at {at.Have} of {at.Total} bytes"));
        }

        Look();

        void Begin(long from, long total, string? tag)
        {
            if (total > ReleaseBundle.MostBytes + ReleaseBundle.MostBeside)
            {
                throw new FetchException(ReleaseTexts.TooLarge(url.AbsoluteUri, total), isFinal: true);
            }

            if (FetchRoom.Lack(folder, total - from) is { } lack)
            {
                throw new FetchException(lack);
            }

            part.SetLength(from);
            part.Position = from;
            (at.Have, at.Total, at.IsSeen) = (from, total, false);
            at.Order = at.Order with { Tag = tag };
        }

        async Task<bool> TakeAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
        {
            if (at.Have + bytes.Length > at.Total)
            {
                throw new FetchException(ReleaseTexts.TooLarge(url.AbsoluteUri, at.Have + bytes.Length), isFinal: true);
            }

            part.Write(bytes.Span);
            at.Have += bytes.Length;
            if (!at.IsSeen && (at.Have >= ReleaseBundle.SignedPart || at.Have == at.Total))
            {
                Look();
            }

            if (at.Have - at.Order.Have >= SyncEvery)
            {
                Keep();
            }

            await Task.Delay(TimeSpan.FromSeconds((double)bytes.Length / bytesPerSecond), time, stop);
            return at.Have < at.Total;
        }

        void Keep()
        {
            part.Flush(flushToDisk: true);
            at.Order = at.Order with { Have = at.Have };
            note(at.Order);
        }

        void Look()
        {
            if (!at.IsSeen)
            {
                LookAtSignedPart(order.Version, url, at.Total);
                at.IsSeen = true;
            }
        }
    }

    /// <summary>The whole of it; takes a second or two of one processor.</summary>
    /// <exception cref="ReleaseException">It is not what was signed.</exception>
    public void CheckWhole() => ReleaseBundle.Open(PartIn(folder), keys).CheckProgram();

    private void LookAtSignedPart(string version, Uri url, long total)
    {
        try
        {
            var release = ReleaseBundle.Open(PartIn(folder), keys).Manifest;
            if (release.Version != version)
            {
                throw new FetchException(ReleaseTexts.OtherVersion(url.AbsoluteUri, release.Version), isFinal: true);
            }

            if (ReleaseRules.Refusal(release, running, form) is { } refusal)
            {
                throw new FetchException(refusal, isFinal: true);
            }

            if (total > release.Bytes + ReleaseBundle.MostBeside)
            {
                throw new FetchException(ReleaseTexts.TooLarge(url.AbsoluteUri, total), isFinal: true);
            }
        }
        catch (ReleaseException none)
        {
            throw new FetchException(none.Words, isFinal: true);
        }
    }

    private sealed class Progress(FetchOrder order, long have)
    {
        public FetchOrder Order { get; set; } = order;

        public long Have { get; set; } = have;

        public long Total { get; set; }

        public bool IsSeen { get; set; }
    }
}
