using Zhuhui.Edge.Gateway.Events;

namespace Zhuhui.Edge.Gateway.Api.Listening;

/// <summary>What staff should see to of the API's certificate: on record as it comes up, once a day while it lasts, and when it is over; a
/// line of the log is read by nobody until callers are turned away. Belongs to the certificate's loop.</summary>
internal sealed class CertificateRecords(Action<GatewayEvent> append, TimeProvider time)
{
    /// <summary>As the site file names it.</summary>
    public const string Subject = "web.certFile";

    private static readonly TimeSpan _again = TimeSpan.FromDays(1);

    private string? _told;
    private long _at;

    /// <param name="toSeeTo">In words; null where all is well.</param>
    public void Look(string? toSeeTo)
    {
        if (toSeeTo != _told || (toSeeTo is not null && time.GetElapsedTime(_at) >= _again))
        {
            (_told, _at) = (toSeeTo, time.GetTimestamp());
            append(new DeviceNoted(Subject, toSeeTo ?? "the certificate of the site file is shown and holds", 1));
        }
    }
}
