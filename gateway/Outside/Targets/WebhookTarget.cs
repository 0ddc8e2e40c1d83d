using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Outside.Targets;

/// <summary>What a program is sent, as Standard Webhooks has it.</summary>
internal sealed record WebhookBody(string Type, DateTimeOffset Timestamp, WebhookData Data);

/// <param name="Gateway">District, compound and gateway.</param>
/// <param name="Test">Nothing happened.</param>
/// <param name="Older">What was too old to be told one by one.</param>
internal sealed record WebhookData(string Gateway, bool Test, IReadOnlyList<WebhookEvent> Events, TooOld? Older);

/// <param name="Id">The same whenever it is sent again.</param>
/// <param name="Over">It tells that something is over, or that somebody acknowledged it.</param>
internal sealed record WebhookEvent(string Id, string Type, DateTimeOffset At, string? Place, string Text, bool Urgent, bool Silenced,
    bool Over);

/// <summary>Another program, over HTTP: signed as Standard Webhooks 1.0.0 has it, so that its libraries can check it.</summary>
internal sealed class WebhookTarget(TargetOptions options, SiteFile site, string? secret, TimeProvider time) : ITarget
{
    public const string IdHeader = "webhook-id";
    public const string TimeHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    private const string Prefix = "whsec_";

    private readonly HttpWay _way = new(options.CaFile, time);
    private readonly Uri _url = new(options.Url);

    public string Where => _url.Authority;

    public IReadOnlyList<string> Secrets => secret is null ? [] : [secret];

    public Pace CreatePace(TimeProvider time) => new(20, TimeSpan.FromSeconds(1), time);

    public async Task<SendResult> SendAsync(OutsideMessage message, CancellationToken cancellationToken)
    {
        if (secret is null)
        {
            return SendResult.Refused(OutsideTexts.NoSecret(options.Credential));
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(new WebhookBody("gateway.notices", message.At, new WebhookData(
            $"{site.District}/{site.Compound}/{site.Gateway}", message.Test, [.. message.Told.Select(one => new WebhookEvent(one.Id,
                one.Type, one.At, one.Place, one.Text, one.IsUrgent, one.IsSilenced, one.IsFollowUp))], message.Old)), EventJson.Options);
        var sent = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return HttpWay.Judge(await _way.PostAsync(_url, body,
            [(IdHeader, message.Id), (TimeHeader, sent), (SignatureHeader, Sign(secret, message.Id, sent, body))], cancellationToken))
            ?? SendResult.Delivered;
    }

    public void Dispose() => _way.Dispose();

    /// <summary>HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
    /// <param name="secret">whsec_ and base64, or any text.</param>
    internal static string Sign(string secret, string id, string timestamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Key(secret), signed))}";
    }

    private static byte[] Key(string secret)
    {
        var bytes = new byte[secret.Length];
        return secret.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[Prefix.Length..], bytes,
            out var count) ? bytes[..count] : Encoding.UTF8.GetBytes(secret);
    }
}
