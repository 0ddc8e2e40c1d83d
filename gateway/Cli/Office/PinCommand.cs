using System.CommandLine;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.People.Rights;

namespace Zhuhui.Edge.Gateway.Cli.Office;

/// <summary>Sets and clears PINs.</summary>
internal static class PinCommand
{
    public static Command Create() => new("pin", "set or clear a resident's PIN; works while the gateway runs")
    {
        Change("set", "ask for the PIN at the terminal, or read it from standard input; never from the command line", isSetting: true),
        Change("clear", "take the PIN away", isSetting: false),
    };

    private static Command Change(string word, string description, bool isSetting)
    {
        var site = new SiteOption(isForRunning: true);
        var person = CliOptions.Person("whose PIN");
        var duress = CliOptions.Switch("--duress", "the PIN that opens under threat and raises a silent alarm");
        var command = new Command(word, description) { site, person, duress };
        command.SetAction(async parsed =>
        {
            var where = await site.FindAsync(parsed);
            var pin = isSetting ? PinEntry.Read(parsed.InvocationConfiguration.Error) : null;
            return await parsed.SubmitAsync(where,
                new RightsRequest.PinChange(parsed.GetRequiredValue(person), pin, parsed.GetValue(duress)));
        });
        return command;
    }
}
