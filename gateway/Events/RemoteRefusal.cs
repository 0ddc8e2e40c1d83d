using System.Text.Json;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Gateway.Events;

/// <summary>Why a message of the hub is not obeyed, beside the rules for commands.</summary>
internal enum RemoteRefusal
{
    Oversized,
    Unsigned,
    UnknownKey,
    WrongSignature,
    NotPermitted,
    Malformed,
    OtherGateway,
    WrongReplyTopic,
    UnknownCard,
    AmbiguousCard,
    UnknownPerson,
    UnknownCamera,
    StillsNotAllowed,
    NoPicture,

    /// <summary>A door did not come to it in time.</summary>
    NoAnswer,

    /// <summary>It was begun and the machine got in the way.</summary>
    Failed,

    /// <summary>An older version than the one in force, or the same with other content.</summary>
    OldVersion,

    /// <summary>It builds on another version than the one in force.</summary>
    Gap,

    /// <summary>Parts of one version that do not belong together, or never all came.</summary>
    Incomplete,

    /// <summary>It breaks rules; the reason names each.</summary>
    Invalid,
}

/// <summary>The refusals in words.</summary>
internal static class RemoteRefusals
{
    /// <summary>A refusal has to fit a record of the journal, whatever names it quotes.</summary>
    private const int LongestDetail = 4000;

    private static readonly string NotPermitted = RemoteRefusal.NotPermitted.ToRefusal().Code;
    private static readonly string OtherGateway = RemoteRefusal.OtherGateway.ToRefusal().Code;

    /// <param name="detail">What exactly, in English; it goes into the answer and never names a person.</param>
    public static Refusal ToRefusal(this RemoteRefusal refusal, string? detail = null)
    {
        var words = Words(refusal);
        detail = detail?.Length > LongestDetail ? $"{detail[..LongestDetail]}…" : detail;
        return new Refusal(JsonNamingPolicy.CamelCase.ConvertName(refusal.ToString()), detail is null ? words : new Wording($"{words.En}: {detail}", $"{words.Zh}：{detail}"));
    }

    /// <summary>Whether a command of that id must not come true later. A key that has not the right to order something can't spoil what another key orders.</summary>
    public static bool BurnsId(CommandRefused refused) => refused.Command.Length > 0 && refused.Code != NotPermitted && refused.Code != OtherGateway;

    private static Wording Words(RemoteRefusal refusal) => refusal switch
    {
        RemoteRefusal.Oversized => new Wording("the message is too big", "消息过大"),
        RemoteRefusal.Unsigned => new Wording("the message bears no signature of one key", "消息没有唯一密钥的签名"),
        RemoteRefusal.UnknownKey => new Wording("this gateway's site file has no such key", "本网关配置中没有此密钥"),
        RemoteRefusal.WrongSignature => new Wording("the signature is not that of the key, the topic and the content", "签名与密钥、主题或内容不符"),
        RemoteRefusal.NotPermitted => new Wording("the site file does not give the key that right", "本网关未授予该密钥此权限"),
        RemoteRefusal.Malformed => new Wording("not as the contract has it", "消息格式不符合约定"),
        RemoteRefusal.OtherGateway => new Wording("meant for another gateway", "发往其他网关的消息"),
        RemoteRefusal.WrongReplyTopic => new Wording("an answer goes to this gateway's own replies and nowhere else", "答复只能发往本网关的答复主题"),
        RemoteRefusal.UnknownCard => new Wording("nobody here has that card", "本网关没有此卡"),
        RemoteRefusal.AmbiguousCard => new Wording("there are several cards of that number: say FORMAT:NUMBER", "有多张卡号码相同，请写明格式"),
        RemoteRefusal.UnknownPerson => new Wording("there is no such person here", "本网关没有此人"),
        RemoteRefusal.UnknownCamera => new Wording("there is no such camera here", "本网关没有此摄像机"),
        RemoteRefusal.StillsNotAllowed => new Wording("pictures of that camera never leave the gateway", "该摄像机的画面不得传出本网关"),
        RemoteRefusal.NoPicture => new Wording("the camera gives no picture now, or none small enough", "摄像机暂无画面，或画面过大"),
        RemoteRefusal.NoAnswer => new Wording("the door did not come to it in time and will not carry it out", "门控未及时响应，命令不再执行"),
        RemoteRefusal.Failed => new Wording("it was begun and could not be carried out", "已开始但未能执行"),
        RemoteRefusal.OldVersion => new Wording("a version as new or newer came before", "已有相同或更新的版本"),
        RemoteRefusal.Gap => new Wording("it builds on another version than the one in force", "其基础版本与现用版本不符"),
        RemoteRefusal.Incomplete => new Wording("its parts do not make one whole", "各部分不完整或不一致"),
        _ => new Wording("it breaks rules", "内容不符合规则"),
    };
}
