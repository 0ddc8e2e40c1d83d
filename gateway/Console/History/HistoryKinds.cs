using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.History;

/// <summary>The kinds of events that people look for, in words; all others are found by the time and the text.</summary>
internal static class HistoryKinds
{
    public static IReadOnlyList<(string Kind, Wording Words)> All { get; } =
    [
        (EventTypes.PassageGranted, HistoryTexts.Opened),
        (EventTypes.PassageDenied, HistoryTexts.Refused),
        (EventTypes.PassageCompleted, HistoryTexts.Passed),
        ("door", HistoryTexts.OfDoors),
        ("alarm", HistoryTexts.OfAlarms),
        ("credential", HistoryTexts.OfCredentials),
        ("notice", HistoryTexts.OfNotices),
        ("visitor-pass", HistoryTexts.OfPasses),
        ("person", HistoryTexts.OfPeople),
        (EventTypes.PeopleOrdered, HistoryTexts.Acts),
        (EventTypes.PeopleLookedUp, HistoryTexts.LooksAtPeople),
        (EventTypes.EventsLookedUp, HistoryTexts.LooksAtEvents),
        ("command", HistoryTexts.Commands),
        ("account", HistoryTexts.OfAccounts),
        ("device", HistoryTexts.OfDevices),
        ("camera", HistoryTexts.OfCameras),
        ("gateway", HistoryTexts.OfGateway),
    ];
}
