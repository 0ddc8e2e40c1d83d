using System.Text.RegularExpressions;
using Xunit;

namespace Zhuhui.Edge.Gateway.Tests.Texts;

/// <summary>What people write is read as UTF-8 or refused: a reader that is content with less makes one name of two.</summary>
public sealed partial class LenientReadingTests
{
    /// <summary>They read what this program has written, what holds ASCII alone, or what nobody keeps.</summary>
    private static readonly string[] _ofNobodysWords =
    [
        "gateway/Admin/AdminSocket.cs", "gateway/Admin/Audit/AuditLookup.cs", "gateway/Admin/Health/MachineReadings.cs",
        "gateway/Admin/SiteEdits/SiteJudge.cs", // what it reads is refused as a site file, byte by byte
        "gateway/Api/Access/SessionKeys.cs", "gateway/Cli/Editing/SiteCommand.cs", // with an encoding that throws
        "gateway/Cli/Input/TornSiteFile.cs", "gateway/Console/Assets/ConsoleAssets.cs", "gateway/Journals/JournalPayload.cs",
        "gateway/Journals/UnsyncedMark.cs", "gateway/Outside/Cursor.cs", "gateway/Outside/MessageWriter.cs",
        "gateway/Outside/Targets/HttpWay.cs", // what somebody's robot answers, for the log
        "gateway/People/Notices/Notice.cs", // the program's own
        "gateway/People/Profiles/Pinyin.cs", "gateway/People/Registry/OwedRecords.cs", "gateway/People/Registry/RegistryFrame.cs",
        "gateway/People/Registry/Sealing/SealedContents.cs", "gateway/Releases/DataForm.cs",
        "gateway/Releases/HandOver.cs", "gateway/Releases/Slots.cs",
        "gateway/Search/BufferFile.cs", "gateway/Site/Binding/StrictText.cs",
        "gateway/Site/Edits/JsoncEdit.cs", "cloud-bridge/hub/Store/Migrations.cs", "cloud-bridge/link/Delivery/Bookmark.cs",
        "cloud-bridge/link/Mqtt/Arrivals.cs", "cloud-bridge/link/Settings/GatewayCertificate.cs",
    ];

    [Theory]
    [InlineData("gateway")]
    [InlineData("cloud-bridge")]
    public void Nothing_that_people_write_is_read_by_a_reader_that_replaces_what_it_does_not_know(string room)
    {
        var lenient = Sources.Of(room).Where(file => Lenient().IsMatch(file.Text)).Select(file => $"{room}/{file.Name}").ToArray();
        Assert.Equal(_ofNobodysWords.Where(file => file.StartsWith($"{room}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            lenient.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"File\.ReadAll(Text|Lines)|Encoding\.UTF8\.GetString|new StreamReader\(")]
    private static partial Regex Lenient();
}
