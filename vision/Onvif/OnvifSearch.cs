using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Zhuhui.Edge.Vision.Onvif;

/// <summary>A camera that answered a search.</summary>
/// <param name="Address">The machine that answered.</param>
/// <param name="Service">Its device service, on that same machine.</param>
/// <param name="Name">As the camera calls itself; empty where it does not.</param>
/// <param name="Model">Its hardware, by its own word; empty where it does not say.</param>
public sealed record OnvifFound(IPAddress Address, Uri Service, string Name, string Model);

/// <summary>Looks for cameras on the estate's network: WS-Discovery (OASIS, 2009), as ONVIF's core specification asks of each camera (7.3).
/// One question by UDP to all, and whoever answers within a few seconds.</summary>
public static class OnvifSearch
{
    /// <summary>Of a datagram; nothing longer is looked at.</summary>
    private const int LongestAnswer = 16 * 1024;

    private const int MostCameras = 256;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);
    private static readonly IPEndPoint _all = new(IPAddress.Parse("239.255.255.250"), 3702);
    private static readonly XNamespace _envelope = "http://www.w3.org/2003/05/soap-envelope";
    private static readonly XNamespace _addressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    private static readonly XNamespace _discovery = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
    private static readonly XNamespace _network = "http://www.onvif.org/ver10/network/wsdl";

    /// <summary>Asks on every network of this machine.</summary>
    /// <returns>In the order of their addresses; none where nobody answers or the machine has no network.</returns>
    public static async Task<IReadOnlyList<OnvifFound>> FindAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(Networks().Select(own => AskAsync(own, _all, _patience, time, cancellationToken)));
        return [.. answers.SelectMany(found => found).DistinctBy(found => found.Address).OrderBy(found => found.Address.ToString(),
            StringComparer.Ordinal)];
    }

    /// <param name="own">The address of this machine to ask from.</param>
    /// <param name="whom">Where the question goes.</param>
    internal static async Task<IReadOnlyList<OnvifFound>> AskAsync(IPAddress own, IPEndPoint whom, TimeSpan patience, TimeProvider time,
        CancellationToken cancellationToken)
    {
        Dictionary<IPAddress, OnvifFound> found = [];
        using var over = new CancellationTokenSource(patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, over.Token);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(own, 0));
            var question = Guid.NewGuid();
            await socket.SendToAsync(Probe(question), SocketFlags.None, whom, stop.Token);
            var buffer = new byte[LongestAnswer];
            while (found.Count < MostCameras)
            {
                var answer = await socket.ReceiveFromAsync(buffer, SocketFlags.None, whom, stop.Token);
                if (answer.RemoteEndPoint is IPEndPoint camera && Match(buffer.AsMemory(0, answer.ReceivedBytes), question, camera.Address)
                    is { } match)
                {
                    found.TryAdd(match.Address, match);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Whoever has not answered by now does not.
        }
        catch (SocketException)
        {
            // No way on this network; the others are asked as well.
        }

        return [.. found.Values];
    }

    /// <returns>Null where it is no answer to the question, or tells of a service on another machine than the one that sent it: a password
    /// might be sent there.</returns>
    internal static OnvifFound? Match(ReadOnlyMemory<byte> datagram, Guid question, IPAddress sender)
    {
        try
        {
            using var text = new MemoryStream(datagram.ToArray(), writable: false);
            using var reader = XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var answer = XDocument.Load(reader);
            var about = answer.Descendants(_addressing + "RelatesTo").FirstOrDefault()?.Value.Trim();
            var match = answer.Descendants(_discovery + "ProbeMatch").FirstOrDefault();
            if (match is null || about != $"uuid:{question}" && about != $"urn:uuid:{question}")
            {
                return null;
            }

            var scopes = Words(match.Element(_discovery + "Scopes"));
            var service = Words(match.Element(_discovery + "XAddrs"))
                .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri)
                ? uri : null).FirstOrDefault(uri => uri is not null && uri.Scheme is "http" or "https" && IPAddress.TryParse(uri.Host,
                    out var host) && host.Equals(sender));
            return service is null ? null : new OnvifFound(sender, service, Scope(scopes, "name"), Scope(scopes, "hardware"));
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static IEnumerable<IPAddress> Networks()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(one => one.OperationalStatus == OperationalStatus.Up && one.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .SelectMany(one => one.GetIPProperties().UnicastAddresses).Select(one => one.Address)
                .Where(address => address.AddressFamily == AddressFamily.InterNetwork)];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    private static byte[] Probe(Guid question) => Encoding.UTF8.GetBytes(new XDocument(new XElement(_envelope + "Envelope",
        new XElement(_envelope + "Header",
            new XElement(_addressing + "MessageID", $"urn:uuid:{question}"),
            new XElement(_addressing + "To", "urn:schemas-xmlsoap-org:ws:2005:04:discovery"),
            new XElement(_addressing + "Action", "http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe")),
        new XElement(_envelope + "Body", new XElement(_discovery + "Probe",
            new XElement(_discovery + "Types", new XAttribute(XNamespace.Xmlns + "dn", _network), "dn:NetworkVideoTransmitter")))))
        .ToString(SaveOptions.DisableFormatting));

    private static string[] Words(XElement? list) => list?.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string Scope(string[] scopes, string what)
    {
        var begin = $"onvif://www.onvif.org/{what}/";
        var scope = scopes.FirstOrDefault(one => one.StartsWith(begin, StringComparison.OrdinalIgnoreCase));
        return scope is null ? "" : new string([.. Uri.UnescapeDataString(scope[begin.Length..]).Where(letter => !char.IsControl(letter))
            .Take(64)]);
    }
}
