namespace Zhuhui.Edge.Vision.Rtsp;

/// <summary>Where a camera's stream is, and the words to be let in with. The credential is part of <see cref="Full"/> alone and of nothing
/// that is logged or shown.</summary>
internal sealed record CameraAddress
{
    private const int RtspPort = 554;
    private const int RtspsPort = 322;

    private CameraAddress(string full, string shown, Uri uri) => (Full, Shown, Host, Port, IsEncrypted) =
        (full, shown, uri.IdnHost, uri.Port > 0 ? uri.Port : uri.Scheme == "rtsps" ? RtspsPort : RtspPort, uri.Scheme == "rtsps");

    /// <summary>With user and password, percent-encoded, for ffmpeg's input pipe only.</summary>
    public string Full { get; }

    /// <summary>Host, port and path.</summary>
    public string Shown { get; }

    /// <summary>Name or number.</summary>
    public string Host { get; }

    public int Port { get; }

    /// <summary>RTSP within TLS.</summary>
    public bool IsEncrypted { get; }

    /// <param name="credential">user:password, or null.</param>
    /// <returns>Null where the address is not an rtsp:// or rtsps:// one.</returns>
    public static CameraAddress? Parse(string url, string? credential)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("rtsp" or "rtsps") || uri.Host.Length == 0)
        {
            return null;
        }

        var rest = uri.GetComponents(UriComponents.HostAndPort | UriComponents.PathAndQuery, UriFormat.UriEscaped);
        var login = string.IsNullOrEmpty(credential) ? uri.UserInfo : Encoded(credential);
        return new CameraAddress($"{uri.Scheme}://{(login.Length == 0 ? "" : login + "@")}{rest}", $"{uri.Scheme}://{rest}", uri);
    }

    public override string ToString() => Shown;

    private static string Encoded(string credential)
    {
        var colon = credential.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? Uri.EscapeDataString(credential)
            : Uri.EscapeDataString(credential[..colon]) + ":" + Uri.EscapeDataString(credential[(colon + 1)..]);
    }
}
