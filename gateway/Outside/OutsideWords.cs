using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Site.Outside;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Outside;

/// <summary>How targets and siren are, in words.</summary>
internal sealed class OutsideWords(SiteFile site)
{
    public Wording Line(TargetStatus target) => OutsideTexts.Line(target.Id, Kind(target.Kind), target.Where,
        Details(target) is { En.Length: > 0 } details ? Wording.Join(ListTexts.Semicolon, [State(target), details]) : State(target));

    public static Wording Line(SirenStatus siren) => OutsideTexts.Failed(SirenOptions.Id, State(siren));

    public static Wording State(SirenStatus siren) => siren.Problem
        ?? (siren.Sounding ? OutsideTexts.SirenSounds : OutsideTexts.SirenRests);

    public static Wording State(TargetStatus target) => target switch
    {
        { IsRefused: true } => OutsideTexts.StateRefused,
        { Problem: not null } => OutsideTexts.StateFailing,
        { LastSuccess: null } => OutsideTexts.StateNew,
        _ => OutsideTexts.StateGood,
    };

    /// <summary>When it took something last, what waits, and why.</summary>
    public Wording Details(TargetStatus target)
    {
        List<Wording> parts = [];
        if (target.LastSuccess is { } at)
        {
            parts.Add(OutsideTexts.LastSuccess(site.Written(at)));
        }

        if (target.Waiting > 0)
        {
            parts.Add(OutsideTexts.Waiting(target.Waiting));
        }

        if (target is { Problem: { } why, ProblemAt: { } when })
        {
            parts.Add(OutsideTexts.Problem(site.Written(when), why));
        }

        return Wording.Join(ListTexts.Semicolon, parts);
    }

    public static Wording Kind(TargetKind kind) => kind switch
    {
        TargetKind.Webhook => OutsideTexts.Webhook,
        TargetKind.Wecom => OutsideTexts.Wecom,
        TargetKind.Dingtalk => OutsideTexts.Dingtalk,
        _ => OutsideTexts.Mail,
    };
}
