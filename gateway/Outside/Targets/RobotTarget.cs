using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Outside.Targets;

/// <summary>A robot of a chat group: WeCom's, whose key stands in its address, or DingTalk's, which also checks a signature. Both take text
/// as JSON, answer 200 in any case, and say in <c>errcode</c> what became of it; both take 20 messages a minute.</summary>
internal sealed class RobotTarget(TargetOptions options, MessageWriter words, string? key, string? signKey, TimeProvider time) : ITarget
{
    public const string WecomUrl = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send";
    public const string DingtalkUrl = "https://oapi.dingtalk.com/robot/send";

    /// <summary>WeCom takes 2,048 bytes of text.</summary>
    private const int MostBytes = 2000;
    private const int MostLines = 12;

    /// <summary>Busy, or too often: WeCom's -1 and 45009, 45033; DingTalk's -1, 130101, 410100.</summary>
    private static readonly long[] _later = [-1, 45009, 45033, 130101, 410100];

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { Encoder = EventJson.Options.Encoder };

    private readonly HttpWay _way = new(options.CaFile, time);
    private readonly Uri _url = new(options.Url.Length > 0 ? options.Url : options.Kind == TargetKind.Wecom ? WecomUrl : DingtalkUrl);

    public string Where => _url.Authority;

    public IReadOnlyList<string> Secrets => [.. new[] { key, signKey }.OfType<string>()];

    /// <summary>19 within any minute at the most.</summary>
    public Pace CreatePace(TimeProvider time) => new(4, TimeSpan.FromSeconds(4), time);

    public async Task<SendResult> SendAsync(OutsideMessage message, CancellationToken cancellationToken)
    {
        if (key is null || (signKey is null && options.Kind == TargetKind.Dingtalk))
        {
            return SendResult.Refused(OutsideTexts.NoSecret(key is null ? options.Credential : options.SignCredential));
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(new RobotText("text", new RobotContent(words.Write(message, MostLines, MostBytes))),
            _json);
        var answer = await _way.PostAsync(options.Kind == TargetKind.Wecom ? new Uri($"{_url}?key={Uri.EscapeDataString(key)}")
            : DingtalkAddress(_url, key, signKey!, time.GetUtcNow().ToUnixTimeMilliseconds()), body, [], cancellationToken);
        return HttpWay.Judge(answer) ?? Judge(answer.Body, options.Kind);
    }

    public void Dispose() => _way.Dispose();

    /// <summary>The time in milliseconds and the secret, a line each, signed by the secret.</summary>
    internal static Uri DingtalkAddress(Uri url, string token, string secret, long milliseconds)
    {
        var timestamp = milliseconds.ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret),
            Encoding.UTF8.GetBytes($"{timestamp}\n{secret}")));
        return new Uri($"{url}?access_token={Uri.EscapeDataString(token)}&timestamp={timestamp}&sign={Uri.EscapeDataString(sign)}");
    }

    /// <summary>What a robot's answer means.</summary>
    internal static SendResult Judge(string body, TargetKind kind)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("errcode", out var code)
                && code.TryGetInt64(out var number))
            {
                var said = Masking.Shown(json.RootElement.TryGetProperty("errmsg", out var text) ? text.ToString() : "");
                return number == 0 ? SendResult.Delivered
                    : _later.Contains(number) ? SendResult.Unanswered(OutsideTexts.RobotBusy(number, said))
                    : SendResult.Refused(Advice(kind, number, said));
            }
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            // A page of somebody else's: the network's login, a proxy.
        }

        return SendResult.Unanswered(OutsideTexts.NoRobot(Masking.Shown(body)));
    }

    private static Wording Advice(TargetKind kind, long code, string said) => kind == TargetKind.Wecom
        ? OutsideTexts.WecomRefuses(code, said) : OutsideTexts.DingtalkRefuses(code, said);

    private sealed record RobotText(string Msgtype, RobotContent Text);

    private sealed record RobotContent(string Content);
}
