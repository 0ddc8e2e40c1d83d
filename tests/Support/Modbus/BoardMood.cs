namespace Zhuhui.Edge.Tests.Support.Modbus;

/// <summary>How a scripted board takes what it is asked.</summary>
public enum BoardMood
{
    Works,

    /// <summary>Exception 1 to every write.</summary>
    RefusesWrites,

    /// <summary>Exception 1 to every read; writes are carried out.</summary>
    RefusesReads,

    /// <summary>Exception 4 to every write.</summary>
    FailsWrites,

    /// <summary>No answer to writes; reads are answered.</summary>
    SilentToWrites,

    /// <summary>Says that a write is done, and moves nothing.</summary>
    Echoes,

    /// <summary>No answer to anything.</summary>
    Silent,

    /// <summary>Nobody is at its end of the wire.</summary>
    Gone,
}
