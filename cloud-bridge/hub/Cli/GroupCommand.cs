using System.CommandLine;
using System.Globalization;
using Zhuhui.Edge.Hub.Messages;
using Zhuhui.Edge.Hub.Settings;
using Zhuhui.Edge.Hub.Store.Fleet;

namespace Zhuhui.Edge.Hub.Cli;

/// <summary><c>group</c>: which gateways one order goes to.</summary>
internal static class GroupCommand
{
    public static Command Create() => new("group", "keep groups of gateways, for orders that go to each of them")
    {
        Add(),
        Remove(),
        List(),
    };

    private static Command Add()
    {
        var (group, gateways) = Arguments("gateways that were heard of");
        var compound = CliOptions.Text("--compound", "DISTRICT/COMPOUND", "every gateway of a compound that was heard of by now");
        var command = new Command("add", "put gateways into a group, which is made by that") { group, gateways, compound };
        command.OnStore(async (parsed, connection, output) =>
        {
            var (name, book) = (StoreCommands.GroupName(parsed.GetRequiredValue(group)), new GroupBook(connection));
            List<string> wanted = [.. Addresses(parsed.GetValue(gateways))];
            if (parsed.GetValue(compound) is { } of)
            {
                var there = await book.OfCompoundAsync(of, CancellationToken.None);
                wanted.AddRange(there.Count > 0 ? there : throw new UsageException($"--compound {of}: no gateway of it was ever heard of; "
                    + "it is DISTRICT/COMPOUND, as zhuhui-hub fleet shows it"));
            }

            if (wanted.Count == 0)
            {
                throw new UsageException("name gateways, or a compound with --compound; zhuhui-hub group add --help");
            }

            if (await book.AddAsync(name, wanted, CancellationToken.None) is [var unknown, ..])
            {
                throw new UsageException($"{unknown} was never heard of, and nothing was added: zhuhui-hub fleet shows those that were");
            }

            var members = await book.MembersAsync(name, CancellationToken.None);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{name} has {members.Count} gateways now."));
            return HubCommandLine.Done;
        });
        return command;
    }

    private static Command Remove()
    {
        var (group, gateways) = Arguments("those to take out; without any, the whole group is gone");
        var command = new Command("remove", "take gateways out of a group, or the group away") { group, gateways };
        command.OnStore(async (parsed, connection, output) =>
        {
            var name = StoreCommands.GroupName(parsed.GetRequiredValue(group));
            var removed = await new GroupBook(connection).RemoveAsync(name, [.. Addresses(parsed.GetValue(gateways))],
                CancellationToken.None);
            if (removed == 0)
            {
                throw new UsageException($"none of these is in the group {name}: zhuhui-hub group list {name} shows who is");
            }

            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{removed} gateways were taken out of {name}."));
            return HubCommandLine.Done;
        });
        return command;
    }

    private static Command List()
    {
        var group = new Argument<string?>("GROUP") { Description = "its members; without it, all groups", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("list", "list the groups, or the members of one") { group };
        command.OnStore(async (parsed, connection, output) =>
        {
            var book = new GroupBook(connection);
            if (parsed.GetValue(group) is { } name)
            {
                foreach (var member in await book.MembersAsync(StoreCommands.GroupName(name), CancellationToken.None))
                {
                    await output.WriteLineAsync(member);
                }

                return HubCommandLine.Done;
            }

            foreach (var (one, members) in await book.ListAsync(CancellationToken.None))
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{one}\t{members}"));
            }

            return HubCommandLine.Done;
        });
        return command;
    }

    private static (Argument<string> Group, Argument<string[]> Gateways) Arguments(string which) => (
        new Argument<string>("GROUP") { Description = "the group: a-z, 0-9 and -" },
        new Argument<string[]>("GATEWAY") { Description = $"{which}, as DISTRICT/COMPOUND/GATEWAY", Arity = ArgumentArity.ZeroOrMore });

    private static IEnumerable<string> Addresses(string[]? given) => (given ?? []).Select(address =>
        address.Split('/') is { Length: 3 } parts && parts.All(EventTopic.IsId) ? address
            : throw new UsageException($"'{address}' must be DISTRICT/COMPOUND/GATEWAY, each of a-z, 0-9 and -"));
}
