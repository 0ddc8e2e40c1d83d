using Zhuhui.Edge.Gateway.Admin.Office;
using Zhuhui.Edge.Gateway.Api.Records;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People.Profiles;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Api.Care;

/// <summary>How somebody is to be looked after. What is left out stays, or is as usual; null is as usual, or nobody.</summary>
internal sealed record CarePatch : Patch
{
    /// <summary>Hours of the person's days without coming or going; 14 where nothing is said.</summary>
    public int? Hours { get; init => field = Named(value); }

    /// <summary>Or so many of days and nights, at night too; none is usual.</summary>
    public int? InAll { get; init => field = Named(value); }

    /// <summary>As <c>06:30</c>.</summary>
    public string? DayFrom { get; init => field = Named(value); }

    public string? DayTo { get; init => field = Named(value); }

    /// <summary>For a child: home by then, as <c>21:00</c>.</summary>
    public string By { get; init => field = Named(value); } = "";

    /// <summary>The same on an evening before a day that nobody works.</summary>
    public string? ByBeforeDayOff { get; init => field = Named(value); }

    /// <summary>Who is to be told, beside the guard post: each a person by id, or a name and a telephone number.</summary>
    public IReadOnlyList<string>? Carers { get; init => field = Named(value); }

    public CareSettings ToSettings() => new(IsNamed(nameof(Hours)) ? Hours ?? AloneHours.UsualHours : null, Sent(nameof(InAll), InAll, 0),
        Sent(nameof(DayFrom), DayFrom, ""), Sent(nameof(DayTo), DayTo, ""), IsNamed(nameof(By)) ? By : null,
        Sent(nameof(ByBeforeDayOff), ByBeforeDayOff, ""), Sent(nameof(Carers), Carers, []));

    /// <summary>Without what it says of anybody, wherever it may be written.</summary>
    public override string ToString() => nameof(CarePatch);
}

/// <param name="Witness">Who witnessed that the notice on care was read and agreed to.</param>
/// <param name="Guardian">Who agrees for a child, or for somebody who cannot.</param>
/// <param name="Notice">The digest of the notice that was read, where that is to be held against the one in force.</param>
/// <param name="Care">With the hours of the day the person lives alone; with the evening's hour it is a child.</param>
internal sealed record CareInput(string Witness, string? Guardian = null, string? Notice = null, CarePatch? Care = null)
{
    /// <summary>Without what it says of anybody, wherever it may be written.</summary>
    public override string ToString() => nameof(CareInput);
}

/// <param name="Notice">The digest of the notice that I have read.</param>
/// <inheritdoc cref="CareInput"/>
internal sealed record OwnCareInput(string Notice, CarePatch? Care = null)
{
    /// <summary>Without what it says of anybody, wherever it may be written.</summary>
    public override string ToString() => nameof(OwnCareInput);
}

/// <param name="From">The first day, as <c>2026-12-31</c>.</param>
/// <param name="To">The last; left out: one day.</param>
internal sealed record AwayInput(string From, string? To = null);

/// <param name="Notice">Its id; nothing for all.</param>
internal sealed record NoticeInput(string? Notice = null);

/// <summary>The oldest first.</summary>
internal sealed record NoticeList(IReadOnlyList<NoticeLine> Notices);

/// <param name="At">When somebody had seen to it.</param>
/// <param name="Person">Whom it was about, by id.</param>
/// <param name="By">Who.</param>
internal sealed record SeenNotice(string Notice, DateTimeOffset At, string Text, NoticeKind Kind, string Person, string By);

/// <summary>The newest first.</summary>
/// <param name="Next">The cursor of the page after this one; none at the end.</param>
internal sealed record SeenNoticeList(IReadOnlyList<SeenNotice> Notices, string? Next);
