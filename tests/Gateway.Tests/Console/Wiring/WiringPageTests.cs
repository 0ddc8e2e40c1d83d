using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Gateway.Accounts;
using Zhuhui.Edge.Gateway.Events;
using Zhuhui.Edge.Gateway.People;
using Zhuhui.Edge.Gateway.Tests.Api;
using Zhuhui.Edge.Tests.Support;
using Zhuhui.Edge.Tests.Support.Boards;

namespace Zhuhui.Edge.Gateway.Tests.Console.Wiring;

/// <summary>What a technician sees of the wires, and does with a relay.</summary>
public sealed class WiringPageTests : IAsyncLifetime
{
    private const int Contact = 5;

    private RunningApi _gateway = null!;
    private PageVisitor _technician = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await RunningApi.StartAsync(site => site with
        {
            Readers = [new ReaderOptions { Id = "gate-card", Board = "box", Data0Pin = 14, Data1Pin = 15 }],
            Doors =
            [
                site.Doors[0] with { Readers = ["gate-card"] },
                site.Doors[1] with { Contact = new InputOptions { Board = "box", Pin = Contact, ActiveLow = false } },
            ],
        });
        _technician = new PageVisitor(_gateway, Role.Technician);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Every_wire_is_shown_as_it_stands_and_when_it_changed()
    {
        await TellAsync($"set {Contact} 0");
        await ShowsAsync(page => page.Contains("Contact box:5 inactive: door open, changed at ", StringComparison.Ordinal));
        await TellAsync($"set {Contact} 1");
        await ShowsAsync(page => page.Contains("Contact box:5 active: door closed, changed at ", StringComparison.Ordinal));
        var shown = (await _technician.GetAsync("/wiring")).Text;
        Assert.Contains("Relay box:1 at rest", shown, StringComparison.Ordinal);
        Assert.Contains("gate-card · Gate, outside", shown, StringComparison.Ordinal);
        Assert.Contains("接线测试", (await new PageVisitor(_gateway, Role.Technician, "zh").GetAsync("/wiring")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_nobody_holds_is_shown_with_its_number_and_somebody_s_card_without()
    {
        await TellAsync("card 14 15 wiegand-34 7001");
        await ShowsAsync(page => page.Contains("card 7001 (wiegand-34) at ", StringComparison.Ordinal));

        // It is given to somebody: from now on it would say who stood there.
        _gateway.Services.GetRequiredService<ResidentDirectory>().Replace(
            [new Resident(new PersonId("p-1"), "Wang") { Cards = [new HeldCard(7001)] }]);
        var shown = (await _technician.GetAsync("/wiring")).Text;
        Assert.Contains("somebody's card (wiegand-34) at ", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("7001", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Wang", shown, StringComparison.Ordinal);
        await TellAsync("card 14 15 wiegand-34 7002");
        await ShowsAsync(page => page.Contains("card 7002", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_second_press_pulses_the_relay_on_record_and_a_lockdown_forbids_it()
    {
        var asked = await _technician.GetAsync("/wiring/doors/gate");
        Assert.Contains("Test the relay: Gate", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(_gateway.Happened.All, one => one is CommandDone);
        var done = await _technician.FollowAsync(await _technician.PostAsync("/wiring/doors/gate"));
        Assert.Contains("Gate: the relay was pulsed", done.Text, StringComparison.Ordinal);
        var record = Assert.Single(_gateway.Happened.All.OfType<CommandDone>());
        Assert.Equal(("unlock", "gate", "wiring test", "machine-Technician"), (record.Kind, record.Door, record.Reason, record.Operator));

        using var lockdown = await _gateway.As(Role.Guard).PostAsync("doors/gate/orders", new StringContent(
            """{"order":"lockdown","minutes":5}""", System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, lockdown.StatusCode);
        await _technician.GetAsync("/wiring/doors/gate");
        var refused = await _technician.FollowAsync(await _technician.PostAsync("/wiring/doors/gate"));
        Assert.Contains("nothing is tested during a fire or in a lockdown", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _technician.GetAsync("/wiring/doors/none")).Status);
    }

    [Fact]
    public async Task A_technician_sees_no_page_about_persons_and_the_office_none_about_wires()
    {
        foreach (var path in new[] { "/people", "/events", "/visitors", "/notices", "/duty", "/duty/inside", "/accounts", "/audit" })
        {
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await _technician.GetAsync(path)).Status));
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await new PageVisitor(_gateway, Role.Office).GetAsync("/wiring")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _technician.GetAsync("/duty/cameras")).Status);
    }

    private Task TellAsync(string line) => SimulatedWires.TellAsync(_gateway.Site.DataFolder, line);

    private async Task ShowsAsync(Func<string, bool> isSo)
    {
        var patience = Eventually.Token;
        while (!isSo((await _technician.GetAsync("/wiring")).Text))
        {
            await Task.Delay(100, patience);
        }
    }
}
