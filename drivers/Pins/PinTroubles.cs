using System.Globalization;
using Zhuhui.Edge.Drivers.Boards;

namespace Zhuhui.Edge.Drivers.Pins;

/// <summary>The pins of one board that the kernel refuses to set or to read, as it does where a chip on another bus or behind a plug is
/// gone. With the first of them the board is lost, with the last it is back. Safe to use from any thread.</summary>
/// <param name="report">Hears both; must not wait. Null where nobody listens.</param>
internal sealed class PinTroubles(string board, Action<DeviceReport>? report)
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _refused = [];

    /// <param name="refusal">What was refused, in words; null where the pin was set or read.</param>
    public void Note(int pin, string? refusal)
    {
        lock (_gate)
        {
            var wasWell = _refused.Count == 0;
            if (refusal is null)
            {
                _refused.Remove(pin);
            }
            else
            {
                _refused.Add(pin);
            }

            if (wasWell != (_refused.Count == 0))
            {
                report?.Invoke(refusal is null ? new DeviceReport(board, DeviceCondition.Online)
                    : new DeviceReport(board, DeviceCondition.Offline,
                        string.Create(CultureInfo.InvariantCulture, $"pin {pin} {refusal}")));
            }
        }
    }
}
