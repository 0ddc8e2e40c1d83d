using Zhuhui.Edge.Gateway.Access;
using Zhuhui.Edge.Gateway.Site;
using Zhuhui.Edge.Vision.Sightings;

namespace Zhuhui.Edge.Gateway.Doors;

/// <summary>The queues of all doors, made before the doors that read them and before the readers and cameras that write to them: neither
/// has to know the other. What is presented goes into its door's queue on the thread that brought it, in one step; so the order of a
/// reader's reads is kept. Never waits. Safe to use from any thread.</summary>
internal sealed class DoorQueues
{
    private readonly Dictionary<string, DoorQueue> _ofDoor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DoorQueue> _ofReader = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DoorQueue> _ofCamera = new(StringComparer.Ordinal);

    public DoorQueues(SiteFile site)
    {
        foreach (var door in site.Doors)
        {
            var queue = _ofDoor[door.Id] = new DoorQueue();
            foreach (var reader in door.Readers.Concat(door.ExitReaders))
            {
                _ofReader[reader] = queue;
            }

            foreach (var camera in door.Cameras)
            {
                _ofCamera[camera] = queue;
            }
        }
    }

    public DoorQueue Of(string door) => _ofDoor[door];

    public void PostToDoor(string door, DoorMessage message) => _ofDoor[door].Post(message);

    /// <summary>A card, a key or a code at a reader. A reader without a door opens nothing.</summary>
    public void PostFromReader(string reader, CredentialInput input)
    {
        if (_ofReader.TryGetValue(reader, out var queue))
        {
            queue.Post(new DoorMessage.Credential(input));
        }
    }

    /// <summary>A face or QR code before a door's camera. A camera without a door opens nothing.</summary>
    public void PostFromCamera(Sighting sighting)
    {
        if (_ofCamera.TryGetValue(sighting.Camera, out var queue))
        {
            queue.Post(new DoorMessage.Credential(new CredentialInput.Seen(sighting)));
        }
    }
}
