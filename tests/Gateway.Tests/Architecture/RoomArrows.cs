namespace Zhuhui.Edge.Gateway.Tests.Architecture;

/// <summary>Which room may use which, assembly by assembly: a line a room, and each uses only rooms above it. A new arrow is a decision,
/// even one that points up: it is written here by hand. Program and what else is no folder are types beside the rooms.</summary>
internal static class RoomArrows
{
    public const string Gateway = """
        Loops:
        Texts:
        Site: Texts
        Events: Texts Site
        Storage: Site
        Releases: Texts Storage
        Journals: Loops Site Events Storage
        Search: Loops Site Storage Journals
        Projections: Loops Site Events Storage Journals
        People: Loops Texts Site Events Storage Journals
        Access: Loops Texts Site Events Journals Projections People
        Devices: Loops Site Events Journals
        Doors: Loops Texts Site Events Journals Projections People Access Devices
        Perimeter: Loops Site Events Journals Projections People Access
        Care: Loops Site Events Journals Projections People Access
        Cameras: Loops Site Events Journals People Devices Doors Perimeter
        Remote: Loops Site Events Storage Releases Journals Projections People Devices Doors Cameras
        Admin: Loops Texts Site Events Storage Releases Journals Search Projections People Devices Doors Perimeter Care Cameras Remote
        Outside: Loops Texts Site Events Storage Journals Projections Devices Doors Perimeter Admin
        Accounts: Loops Texts Site Events Storage Journals People Admin
        Api: Loops Texts Site Events Storage Journals Projections People Devices Doors Perimeter Cameras Remote Admin Outside \
            Accounts
        Console: Loops Texts Site Events Storage Journals Search Projections People Access Devices Doors Perimeter Cameras Admin \
            Outside Accounts Api
        Cli: Texts Site Events Storage Releases Journals Search Projections People Access Doors Perimeter Remote Admin Outside \
            Accounts Api Console
        Host: Loops Site Events Storage Releases Journals Search Projections People Access Devices Doors Perimeter Care Cameras Remote \
            Admin Outside Accounts Api Console
        Program: Remote Cli Host
        """;

    public const string Drivers = """
        Readers:
        Boards: Readers
        Pins: Boards
        Serial: Readers Boards
        Wiegand: Readers Boards Pins
        Osdp: Readers Boards Serial
        Simulated: Readers Boards Osdp
        Gpio: Readers Boards Pins Wiegand Simulated
        Modbus: Readers Boards Serial
        """;

    public const string Vision = """
        Options:
        Frames: Options
        Models:
        Ffmpeg: Options Frames
        Gallery: Options
        Sightings: Options Frames
        Motion: Frames
        Tracking: Frames
        Zones: Options Frames Sightings Motion Tracking
        Liveness: Frames Models
        People: Options Frames Models Sightings Motion Tracking Zones
        Faces: Options Frames Models Ffmpeg Gallery Sightings Motion Tracking Liveness
        Tamper: Frames Sightings Motion
        Codes: Frames Sightings
        OpenCv: Options Frames Motion
        Rtsp: Options Frames Ffmpeg Sightings
        Onvif:
        Cameras: Options Frames Models Ffmpeg Gallery Sightings Motion Tracking Zones People Faces Tamper Codes OpenCv Rtsp
        """;

    public const string Link = """
        Settings:
        Topics: Settings
        Delivery: Settings Topics
        LinkReport: Settings Topics Delivery
        Log:
        Mqtt: Settings Topics Delivery
        HubLink: Settings Topics Delivery LinkReport Log Mqtt
        """;

    public const string Hub = """
        Messages:
        Store: Messages
        Settings: Store
        Mqtt: Messages Settings
        Operator: Messages Store Settings Mqtt
        Receiver: Messages Store Settings Mqtt
        Cli: Messages Store Settings Operator
        Program: Settings Receiver Cli
        """;

    /// <summary>A line a room: one that ends with a backslash goes on in the next.</summary>
    public static IEnumerable<string> Lines(string list) => list.Replace("\\\n", "", StringComparison.Ordinal).Split('\n');
}
