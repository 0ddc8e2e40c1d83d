using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text;
using Xunit;
using Zhuhui.Edge.Drivers.Boards;
using Zhuhui.Edge.Drivers.Readers;
using Zhuhui.Edge.Drivers.Serial;
using Zhuhui.Edge.Tests.Support;

namespace Zhuhui.Edge.Drivers.Tests.Serial;

[Trait("needs", "process")]
public sealed class SerialQrScannerTests : IDisposable
{
    private readonly SerialPair _pair = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _codes = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<DeviceCondition> _conditions = new();
    private Task _loop = Task.CompletedTask;

    public void Dispose()
    {
        _stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => _loop.WaitAsync(Eventually.Patience).GetAwaiter().GetResult());
        _pair.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public void Lines_are_codes_and_a_long_one_is_one_fault()
    {
        Start();
        Send("first\r\nsec");
        Send("ond\n通行\r");
        Eventually.Is(() => _codes.Count == 3, "the codes do not come");
        Send(new string('x', 1500) + "\rlast\r");
        Eventually.Is(() => _codes.Count == 4, "the codes do not come");
        Assert.Equal(["first", "second", "通行", "last"], _codes);
        Assert.Contains("more than 1024 bytes", Assert.Single(_faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scanner_that_sends_nothing_behind_its_codes_is_read()
    {
        Start();
        Send("ZH1.visitor");
        Eventually.Is(() => _codes.Contains("ZH1.visitor"), "the code does not come");
        Assert.Empty(_faults);
    }

    [Fact]
    public async Task What_came_before_the_opening_is_dropped()
    {
        var wire = new Pipe();
        await wire.Writer.WriteAsync("stale\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Start(() => wire.Reader.AsStream());
        await wire.Writer.WriteAsync("fresh\r"u8.ToArray(), TestContext.Current.CancellationToken);
        Eventually.Is(() => !_codes.IsEmpty, "no code comes");
        Assert.Equal(["fresh"], _codes);
    }

    [Fact]
    public void A_scanner_unplugged_is_lost_and_found()
    {
        Start();
        _pair.Unplug();
        Eventually.Is(() => _conditions.LastOrDefault() == DeviceCondition.Offline, "it is never lost");
        _pair.Plug();
        Eventually.Is(() => _conditions.Count == 3, "it is never found");
        Send("again\r");
        Eventually.Is(() => _codes.Contains("again"), "the code is not read");
        Assert.Equal([DeviceCondition.Online, DeviceCondition.Offline, DeviceCondition.Online], _conditions);
    }

    private void Start(Func<Stream>? open = null)
    {
        var bus = new BusOptions { Id = "qr", Kind = BusKind.QrScanner, Device = _pair.Near };
        var scanner = new SerialQrScanner(
            bus,
            "gate-qr",
            TimeProvider.System,
            new ReaderListener(_ => { }, _ => { }, code => _codes.Enqueue(code.Text), fault => _faults.Enqueue(fault.Reason)),
            report => _conditions.Enqueue(report.Condition),
            open ?? (() => SerialLine.Open(bus)));
        _loop = scanner.RunAsync(_stop.Token);
        Eventually.Is(() => _conditions.Contains(DeviceCondition.Online), "the scanner is never found");
    }

    private void Send(string text)
    {
        using var far = new FileStream(_pair.Far, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        far.Write(Encoding.UTF8.GetBytes(text));
    }
}
