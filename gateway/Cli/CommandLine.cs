using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Gateway.Remote.Configuration;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Vision.Models;

namespace Zhuhui.Edge.Gateway.Cli;

/// <summary>The program's commands. Errors are one line each on standard error.</summary>
internal static class CommandLine
{
    private const string Usage = """
        zhuhui-edge: the edge gateway of one compound

          run     --site FILE                     run the gateway
          check   --site FILE                     check the site file; every problem is named with its path
          rest    --site FILE                     put every relay at rest (what the service manager runs after a crash)
          enrol   --site FILE --name NAME [--photo FILE]... [--card NUMBER]... [--qr TEXT]... [--consent-witness WHO] [--days N] [--person ID | --new]
                  [--camera ID [--seconds N]] [--look-alike-ok] [--keep-photos WITNESS]
                                                  enrol a resident or visitor, or give more cards or faces; works while the gateway runs. --camera takes the
                                                  faces from a door's camera (the gateway must run). A face that could be taken for another resident's is
                                                  refused with both names, unless --look-alike-ok says that they are two. Photos are dropped
                                                  unless the person agreed in writing to have them kept, sealed, for another model pack:
                                                  --keep-photos names who witnessed that
          card    lost|found --site FILE --card [FORMAT:]NUMBER
                                                  a lost card opens nothing from now on; works while the gateway runs, as do the next five
          person  block|unblock|remove --site FILE --person ID
          person  faces clear --site FILE --person ID
                                                  the person withdraws the consent to face recognition: all templates and kept photos are erased, cards stay
          person  photos clear --site FILE --person ID
                                                  the person withdraws the agreement to keep the photos: they are erased, the face stays enrolled
          person  rights --site FILE --person ID [--schedule S | --always] [--doors A,B | --all-doors] [--longer | --not-longer]
                  [--from DATE] [--to DATE] [--uses N]
          pin     set|clear --site FILE --person ID [--duress]
                                                  set asks for the PIN at the terminal, or reads it from standard input
          door    unlock|normal --site FILE (--door ID | --all) --operator NAME
          door    hold-open|lockdown --site FILE (--door ID | --all) --minutes N --operator NAME
          door    forgive --site FILE (--person ID | --all) --operator NAME
                                                  an order to the running gateway; forgive begins anti-passback anew
          readers install-keys --site FILE --minutes N --operator NAME
                                                  for so long (10 at most), give OSDP readers fresh from their box their keys
          watch   list --site FILE                what is armed, and the alarms, one line of JSON each
          watch   arm|disarm --site FILE (--what CAMERA[/ZONE] | --ring RING | --all) [--minutes N] --operator NAME
                                                  arm holds outside the schedule too; without --minutes until another order comes
          watch   usual --site FILE (--what CAMERA[/ZONE] | --ring RING | --all) --operator NAME
                                                  as the site file and its schedules have it
          watch   acknowledge --site FILE (--alarm ID | --all) --operator NAME
          visitor issue --site FILE --host ID --doors A,B --hours N --uses N
                                                  print a visitor pass's text, to be shown as a QR code
          events  --site FILE (--operator NAME | --no-names) [--day today|yesterday|DATE | --from TIME --to TIME] [--door ID] [--person ID|NAME] [--kind K] [--stream S]
                  [--limit N] [--before PLACE] [--json]
                                                  what happened, newest first, for example --kind passage --door east-gate --day yesterday. Who looks at names is on record
          registry backup|list --site FILE        make a backup of the registry of people, list those there are; works while the gateway runs
          registry restore --site FILE --backup NAME --operator NAME [--yes]
                                                  say what putting the registry back to a backup would restore and lose; --yes does it, and the doors go on. Cards reported
                                                  lost, blocks and removals since then hold all the same
          replay  --site FILE                     decide all of the journal's decisions again and compare; 3 where one differs. Stop the gateway first
          report  --site FILE                     counts of what the journal holds, as one line of JSON
          schema  [site | events | command | reply | roster | roster-wanted | twin-desired | twin-reported]
                                                  the JSON schema of the site file (for editors), of the events, of what the hub sends and hears

        Exit codes: 0 done; 1 something on this machine is in the way; 2 the site file or the command line is not right; 3 refused; 70 a bug.
        """;

    public static async Task<int> RunAsync(string[] words, TextWriter output, TextWriter errors, Func<BareSite, Task<int>> run)
    {
        try
        {
            switch (words)
            {
                case [] or ["help" or "--help" or "-h"]:
                    output.WriteLine(Usage);
                    return words.Length == 0 ? Exit.BadInput : Exit.Done;
                case ["--version"]:
                    output.WriteLine(ThisProgram.Version);
                    return Exit.Done;
                case ["run", .. var rest]:
                    return await run(new BareSite(Site(new Arguments(rest, ["--site"], []))));
                case ["check", .. var rest]:
                    return CheckCommand.Run(Site(new Arguments(rest, ["--site"], [])), output, TimeProvider.System);
                case ["rest", .. var rest]:
                    return RestCommand.Run(new Arguments(rest, ["--site"], []).Needed("--site"), output, errors);
                case ["enrol", .. var rest]:
                    return await EnrolCommand.RunAsync(rest, output, errors);
                case ["readers", .. var rest]:
                    return await ReadersCommand.RunAsync(rest, output);
                case ["watch", .. var rest]:
                    return await WatchCommand.RunAsync(rest, output, errors);
                case ["door", .. var rest]:
                    return await DoorCommand.RunAsync(rest, output, errors);
                case ["card" or "person" or "pin" or "visitor", ..]:
                    return await RightsCommand.RunAsync(words, output, errors);
                case ["events", .. var rest]:
                    return await EventsCommand.RunAsync(rest, output, errors, TimeProvider.System);
                case ["registry", .. var rest]:
                    return await RegistryCommand.RunAsync(rest, output, errors);
                case ["replay", .. var rest]:
                    return ReplayCommand.Run(Site(new Arguments(rest, ["--site"], [])), output);
                case ["report", .. var rest]:
                    return ReportCommand.Run(Site(new Arguments(rest, ["--site"], [])), output);
                case ["schema", .. var rest]:
                    return SchemaCommand.Run(rest, output);
                default:
                    throw new UsageException($"unknown command '{string.Join(' ', words)}'; zhuhui-edge --help lists them");
            }
        }
        catch (SiteException wrong)
        {
            foreach (var problem in wrong.Problems)
            {
                errors.WriteLine(problem);
            }

            return Exit.BadInput;
        }
        catch (UsageException wrong)
        {
            errors.WriteLine($"zhuhui-edge: {wrong.Message}");
            return Exit.BadInput;
        }
        catch (Exception inTheWay) when (inTheWay is BoardException or StorageException or ModelPackException)
        {
            errors.WriteLine($"zhuhui-edge: {inTheWay.Message}");
            return Exit.Failed;
        }
    }

    /// <exception cref="SiteException">The file has problems.</exception>
    internal static SiteFile Site(Arguments arguments)
    {
        var (site, problems) = SiteFiles.Read(arguments.Needed("--site"));
        return site ?? throw new SiteException(problems);
    }
}
