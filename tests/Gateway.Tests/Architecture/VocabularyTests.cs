using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;
using Zhuhui.Edge.CloudBridge;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Tests.Architecture;

/// <summary>Drivers speak of pins, reads and relays, vision of frames, faces and partitions, the link of streams and topics. Doors,
/// residents and passages are the gateway's, down to the names of members and parameters.</summary>
public sealed class VocabularyTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    private static readonly string[] _gatewaysWords = ["door", "resident", "passage"];

    public static TheoryData<Type> Rooms { get; } = [typeof(CardRead), typeof(Sighting), typeof(HubLink)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_member_and_no_parameter_outside_the_gateway_speaks_of_doors_residents_or_passages(Type inTheRoom)
    {
        var names = NamesIn(inTheRoom.Assembly).ToList();

        Assert.NotEmpty(names);
        Assert.Empty(names.Where(SpeaksOfTheGateway).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("FaceGallery.EveryDoor", true)]
    [InlineData("FaceTracks..ctor(doors)", true)]
    [InlineData("Outbox.PassagesWaiting", true)]
    [InlineData("HingedRoom.indoors", true)]
    [InlineData("FaceGallery.EveryPartition", false)]
    public void The_check_finds_the_word_wherever_it_stands(string name, bool speaks) => Assert.Equal(speaks, SpeaksOfTheGateway(name));

    private static bool SpeaksOfTheGateway(string name) => _gatewaysWords.Any(word => name.Contains(word,
        StringComparison.OrdinalIgnoreCase));

    /// <summary>Types, members and parameters that somebody wrote: as Type.Member and Type.Member(parameter).</summary>
    private static IEnumerable<string> NamesIn(Assembly room)
    {
        foreach (var type in room.GetTypes().Where(type => !IsGenerated(type)))
        {
            yield return type.Name;
            foreach (var member in type.GetMembers(Own).Where(member => !IsGenerated(member)))
            {
                yield return $"{type.Name}.{member.Name}";
                foreach (var parameter in member is MethodBase method ? method.GetParameters() : [])
                {
                    yield return $"{type.Name}.{member.Name}({parameter.Name})";
                }
            }
        }
    }

    /// <summary>The compiler's own: state machines, closures, backing fields. The primary constructors' captured parameters are parameters
    /// first.</summary>
    private static bool IsGenerated(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal) || member is Type { DeclaringType: { } outer } && IsGenerated(outer)
        || member is Type && member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);
}
