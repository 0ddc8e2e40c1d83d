using System.Globalization;
using System.Text;
using System.Text.Json;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.Journals.Clock;
using Zhuhui.Edge.Gateway.Outside;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.People.Faces;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;

namespace Zhuhui.Edge.Benchmarks.Power;

/// <summary>The gateway's memory in a process of its own, whose power is to be cut: events, people, accounts, configurations and what
/// stands beside them, all at once; each is said once it is acknowledged.</summary>
internal static class PowerWriter
{
    /// <param name="first">The first number of this run; no other run has any of the million from here on.</param>
    public static async Task<int> RunAsync(string disk, string gateway, int port, long first, int rate)
    {
        using var said = new Sayer();
        using var rooms = new Rooms(disk);
        rooms.Ledger.Recorded += happened =>
        {
            if (happened is DoorForced alarm)
            {
                said.Say(Word.Alarm, long.Parse(alarm.Door.AsSpan(1), CultureInfo.InvariantCulture));
            }
        };
        said.Say(Word.Open, first);
        Task[] loops =
        [
            rooms.Link(port, gateway).RunAsync(CancellationToken.None),
            Loop(() => Events(rooms, said, first, rate)),
            Loop(() => People(rooms, said, first)),
            Loop(() => Office(rooms, said, first)),
            Loop(() => Beside(rooms)),
        ];
        await await Task.WhenAny(loops);
        return 1;
    }

    public static PersonId Person(long number) => new(string.Create(CultureInfo.InvariantCulture, $"p-{number:x12}"));

    public static string Name(long number) => string.Create(CultureInfo.InvariantCulture, $"n{number}");

    public static FaceTemplate Template(long number) => new(Rooms.Pack,
        [.. Enumerable.Range(0, 512).Select(i => i == number % 512 ? 1f : 0)]);

    private static Task Loop(Action work) => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static void Events(Rooms rooms, Sayer said, long first, int rate)
    {
        for (var number = first; ; number++)
        {
            rooms.Ledger.Append((number % 20) switch
            {
                7 => new DoorForced(Name(number)),
                17 => new CameraLost(Name(number), "for the benchmark"),
                _ => new PassageCompleted(Name(number), DoorSide.Entry, "p-1", "yard"),
            });
            if (number % 20 != 7)
            {
                said.Say(Word.Appended, number);
            }

            Thread.Sleep(1000 / rate);
        }
    }

    /// <summary>Each person is enrolled, with a face and a photo by turns; every second one is blocked and every third of those
    /// removed.</summary>
    private static void People(Rooms rooms, Sayer said, long first)
    {
        for (var number = first; ; number++)
        {
            var consent = new Consent(DateTimeOffset.UnixEpoch, "1", "bench");
            var person = new Resident(Person(number), Name(number))
            {
                Cards = [new HeldCard((ulong)number)],
                Consent = number % 3 == 0 ? consent : null,
                PhotoConsent = number % 6 == 0 ? consent : null,
            };
            Change(PeopleChange.Of(person, new ResidentEnrolled(person.Id.Value, 1, number % 3 == 0 ? 1 : 0, null)) with
            {
                Faces = number % 3 != 0 ? new Dictionary<PersonId, IReadOnlyList<FaceTemplate>>()
                    : new() { [person.Id] = [Template(number)] },
                PhotosKept = number % 6 != 0 ? new Dictionary<PersonId, IReadOnlyList<byte[]>>()
                    : new() { [person.Id] = [new byte[20_000]] },
            });
            said.Say(Word.Enrolled, number);
            if (number % 2 == 0)
            {
                Change(PeopleChange.Of(person with { Blocked = true }, new PersonBlocked(person.Id.Value, true)));
                said.Say(Word.Blocked, number);
                if (number % 3 == 0)
                {
                    Change(new PeopleChange { Gone = [person.Id], Records = [new PersonRemoved(person.Id.Value)] });
                    said.Say(Word.Gone, number);
                }
            }

            Thread.Sleep(15);
        }

        void Change(PeopleChange change) => rooms.People.Write(() => (change, 0));
    }

    private static void Office(Rooms rooms, Sayer said, long first)
    {
        var outside = new CursorFile(rooms.Data, "bench");
        for (var number = first; ; number++)
        {
            if (number % 5 == 0 && rooms.Accounts.MakeToken(Name(number), Role.Guard) is { } token)
            {
                said.Say(Word.Token, number, token);
            }

            rooms.Place.Put(Encoding.UTF8.GetBytes($"// {number}\n"));
            said.Say(Word.Site, number);
            using var settings = JsonDocument.Parse("{}");
            new TwinState(new TwinVersion(number, settings.RootElement.Clone()), DealtWith: number).Write(rooms.Data);
            said.Say(Word.Twin, number);
            if (outside.Save(new Cursor([new Position("alarms", rooms.Ledger.Journals[0].Ledger, number)], null)) is null)
            {
                said.Say(Word.Cursor, number);
            }

            Thread.Sleep(20);
        }
    }

    /// <summary>What nobody is told of and what must open all the same: the event index, the clock's floor, backups.</summary>
    private static void Beside(Rooms rooms)
    {
        for (var turn = 0; ; turn++)
        {
            rooms.Index.CatchUp();
            ClockFloor.Find(rooms.Data, rooms.Ledger.Journals).Keep(rooms.Data, rooms.Ledger.Journals);
            if (turn % 8 == 7)
            {
                rooms.People.MakeBackup(BackupReason.Daily);
            }

            Thread.Sleep(120);
        }
    }
}
