using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Zhuhui.Edge.Vision.Onvif;

/// <summary>A stream that a camera offers.</summary>
/// <param name="Url">rtsp://, without user and password.</param>
/// <param name="Codec">As the camera names it: H264, H265, JPEG; empty where it does not.</param>
public sealed record OnvifOffer(string Name, string Url, string Codec, int Width, int Height);

/// <summary>Why a camera told nothing.</summary>
public enum OnvifRefusal
{
    /// <summary>User and password are not right.</summary>
    NotLetIn,
    NoAnswer,

    /// <summary>It answers, and not as ONVIF says.</summary>
    NotUnderstood,
}

/// <summary>What a camera answered.</summary>
/// <param name="Refusal">Null where it told its streams.</param>
public sealed record OnvifAnswer(IReadOnlyList<OnvifOffer> Streams, OnvifRefusal? Refusal = null);

/// <summary>Asks a camera for its streams over ONVIF's media service (version 10, SOAP 1.2). The password is never sent: a digest of it is
/// (Web Services Security UsernameToken Profile 1.0), dated by the camera's own clock, which may never have been set.</summary>
public sealed class OnvifCamera : IDisposable
{
    private const int LongestAnswer = 1 << 20;
    private const int MostStreams = 16;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly XNamespace _envelope = "http://www.w3.org/2003/05/soap-envelope";
    private static readonly XNamespace _device = "http://www.onvif.org/ver10/device/wsdl";
    private static readonly XNamespace _media = "http://www.onvif.org/ver10/media/wsdl";
    private static readonly XNamespace _schema = "http://www.onvif.org/ver10/schema";
    private static readonly XNamespace _security =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static readonly XNamespace _utility =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    private const string Digest = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
    private const string Base64 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

    private readonly Uri _service;
    private readonly string _user;
    private readonly string _password;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private TimeSpan _ahead;

    /// <param name="service">Its device service.</param>
    /// <param name="user">Empty where it asks for none.</param>
    public OnvifCamera(Uri service, string user, string password, TimeProvider time)
    {
        (_service, _user, _password, _time) = (service, user, password, time);
        // Some answer the login of the web alone; it is offered Digest, and never a password in the clear.
        var logins = new CredentialCache();
        if (user.Length > 0)
        {
            logins.Add(new Uri(service, "/"), "Digest", new NetworkCredential(user, password));
        }

        _client = new HttpClient(new SocketsHttpHandler { Credentials = logins, AllowAutoRedirect = false, UseProxy = false })
        {
            Timeout = _patience,
            MaxResponseContentBufferSize = LongestAnswer,
        };
    }

    /// <summary>Its streams, the largest picture first.</summary>
    public async Task<OnvifAnswer> StreamsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SetClockAsync(cancellationToken);
            var media = await MediaAsync(cancellationToken);
            var profiles = await AskAsync(media, new XElement(_media + "GetProfiles"), cancellationToken);
            List<OnvifOffer> streams = [];
            foreach (var profile in profiles.Descendants(_media + "Profiles").Take(MostStreams))
            {
                if (await StreamAsync(media, profile, cancellationToken) is { } stream && streams.All(other => other.Url != stream.Url))
                {
                    streams.Add(stream);
                }
            }

            return new OnvifAnswer([.. streams.OrderByDescending(stream => stream.Width * stream.Height)]);
        }
        catch (UnauthorizedAccessException)
        {
            return new OnvifAnswer([], OnvifRefusal.NotLetIn);
        }
        catch (Exception silent) when (silent is HttpRequestException or IOException
            || (silent is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new OnvifAnswer([], OnvifRefusal.NoAnswer);
        }
        catch (Exception strange) when (strange is XmlException or FormatException)
        {
            return new OnvifAnswer([], OnvifRefusal.NotUnderstood);
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>A digest that is dated wrongly is refused, and cameras stand at 1970 until somebody sets them.</summary>
    private async Task SetClockAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(_service, new XElement(_device + "GetSystemDateAndTime"), cancellationToken, signed: false);
        if (answer.Descendants(_schema + "UTCDateTime").FirstOrDefault() is { } now && Number(now, "Year")
            is > 1969 and < 10000 and var year
            && Number(now, "Month") is > 0 and < 13 and var month && Number(now, "Day") is > 0 and < 32 and var day)
        {
            var shown = new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day - 1).AddHours(Number(now, "Hour") ?? 0)
                .AddMinutes(Number(now, "Minute") ?? 0).AddSeconds(Number(now, "Second") ?? 0);
            _ahead = shown - _time.GetUtcNow();
        }
    }

    /// <summary>On the same machine as the device service, whatever name the camera has for itself.</summary>
    private async Task<Uri> MediaAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(_service, new XElement(_device + "GetCapabilities", new XElement(_device + "Category", "Media")),
            cancellationToken);
        var named = answer.Descendants(_schema + "Media").Elements(_schema + "XAddr").FirstOrDefault()?.Value;
        return Uri.TryCreate(named, UriKind.Absolute, out var media) ? new Uri(_service, media.PathAndQuery)
            : throw new FormatException("no media service");
    }

    private async Task<OnvifOffer?> StreamAsync(Uri media, XElement profile, CancellationToken cancellationToken)
    {
        if (profile.Attribute("token")?.Value is not { Length: > 0 } token)
        {
            return null;
        }

        var answer = await AskAsync(media, new XElement(_media + "GetStreamUri",
            new XElement(_media + "StreamSetup",
                new XElement(_schema + "Stream", "RTP-Unicast"),
                new XElement(_schema + "Transport", new XElement(_schema + "Protocol", "RTSP"))),
            new XElement(_media + "ProfileToken", token)), cancellationToken);
        if (!Uri.TryCreate(answer.Descendants(_schema + "Uri").FirstOrDefault()?.Value.Trim(), UriKind.Absolute, out var url)
            || url.Scheme is not ("rtsp" or "rtsps"))
        {
            return null;
        }

        var encoder = profile.Element(_schema + "VideoEncoderConfiguration");
        var size = encoder?.Element(_schema + "Resolution");
        var shown = $"{url.Scheme}://{_service.Host}{(url.Port > 0 ? $":{url.Port}" : "")}{url.PathAndQuery}";
        return new OnvifOffer(profile.Element(_schema + "Name")?.Value ?? token, shown, encoder?.Element(_schema + "Encoding")?.Value ?? "",
            size is null ? 0 : Number(size, "Width") ?? 0, size is null ? 0 : Number(size, "Height") ?? 0);
    }

    /// <exception cref="UnauthorizedAccessException">The camera does not take the login.</exception>
    /// <exception cref="FormatException">It refuses the question.</exception>
    private async Task<XDocument> AskAsync(Uri service, XElement question, CancellationToken cancellationToken, bool signed = true)
    {
        var envelope = new XElement(_envelope + "Envelope",
            new XElement(_envelope + "Header", signed && _user.Length > 0 ? Token() : null), new XElement(_envelope + "Body", question));
        using var content = new StringContent(envelope.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, "application/soap+xml");
        using var answer = await _client.PostAsync(service, content, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || text.Contains("NotAuthorized", StringComparison.Ordinal))
        {
            throw new UnauthorizedAccessException();
        }

        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        var said = XDocument.Load(reader);
        return answer.IsSuccessStatusCode && !said.Descendants(_envelope + "Fault").Any() ? said
            : throw new FormatException($"{(int)answer.StatusCode}");
    }

    private XElement Token()
    {
        var nonce = RandomNumberGenerator.GetBytes(16);
        var created = (_time.GetUtcNow() + _ahead).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
#pragma warning disable CA5350 // The profile's own digest.
        var digest = SHA1.HashData([.. nonce, .. Encoding.UTF8.GetBytes(created), .. Encoding.UTF8.GetBytes(_password)]);
#pragma warning restore CA5350
        return new XElement(_security + "Security", new XElement(_security + "UsernameToken",
            new XElement(_security + "Username", _user),
            new XElement(_security + "Password", new XAttribute("Type", Digest), Convert.ToBase64String(digest)),
            new XElement(_security + "Nonce", new XAttribute("EncodingType", Base64), Convert.ToBase64String(nonce)),
            new XElement(_utility + "Created", created)));
    }

    private static int? Number(XElement parent, string name) => int.TryParse(parent.Descendants(_schema + name).FirstOrDefault()?.Value,
        NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
