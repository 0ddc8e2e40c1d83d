using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Access;

public sealed class FaceMemoryTests
{
    private readonly FakeTimeProvider _time = new();

    /// <summary>Vision tells of each of them every five seconds: neither may open the door for the other's sake.</summary>
    [Fact]
    public void Two_who_chat_before_the_camera_do_not_hold_the_door_unlocked_for_each_other()
    {
        var memory = new FaceMemory(_time);
        var opened = 0;
        for (var i = 0; i < 4; i++)
        {
            foreach (var seen in new[] { Seen(1, "wang"), Seen(2, "li") })
            {
                if (!memory.IsOfPassage(seen))
                {
                    opened++;
                    memory.LetIn(seen.Person);
                    Assert.True(memory.IsOfPassage(seen));
                    memory.PassageEnded(_time.GetElapsedTime(0));
                }

                _time.Advance(TimeSpan.FromSeconds(2.4));
            }
        }

        Assert.Equal(2, opened);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.False(memory.IsOfPassage(Seen(1, "wang")));
    }

    [Fact]
    public void Whoever_comes_back_as_another_track_after_the_passage_is_let_in_at_once()
    {
        var memory = new FaceMemory(_time);
        memory.LetIn("wang");
        Assert.True(memory.IsOfPassage(Seen(1, "wang")));
        Assert.True(memory.IsOfPassage(Seen(2, "wang")));
        Assert.False(memory.IsOfPassage(Seen(1, "li")));
        memory.PassageEnded(_time.GetElapsedTime(0));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(memory.IsOfPassage(Seen(2, "wang")));
        Assert.False(memory.IsOfPassage(Seen(3, "wang")));
    }

    [Fact]
    public void A_face_that_a_camera_had_before_the_passage_ended_is_of_it_however_late_it_is_named()
    {
        var memory = new FaceMemory(_time);
        memory.LetIn("wang");
        var before = Seen(4, "wang");
        _time.Advance(TimeSpan.FromSeconds(2));
        memory.PassageEnded(_time.GetElapsedTime(0));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(memory.IsOfPassage(before));
    }

    private FaceMatched Seen(int track, string person) => new("gate", _time.GetTimestamp(), track, person, 0.7f, 0.1f, 0.5f, 0.9f, 2,
        _time.GetTimestamp(), "pack");
}
