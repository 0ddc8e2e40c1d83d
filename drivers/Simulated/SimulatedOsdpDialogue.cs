using Zhuhui.Edge.Drivers.Osdp.Frames;

namespace Zhuhui.Edge.Drivers.Simulated;

/// <summary>A reader's side of the wire: numbers, repetitions and secure sessions, and what of them a panel must never do. What a command
/// does, the reader does. Under the reader's lock.</summary>
internal sealed class SimulatedOsdpDialogue(SimulatedOsdpReader reader)
{
    private SimulatedOsdpSession? _session;
    private byte[]? _lastCommand;
    private byte[]? _lastAnswer;
    private int _lastSequence = -1;
    private bool _hasCrc = true;

    public int Sessions { get; private set; }

    public int PlaintextCommands { get; private set; }

    public int ChangedRepetitions { get; private set; }

    public bool IsSecure => _session is { IsOpen: true };

    /// <summary>Session and last answer are gone.</summary>
    public void Forget()
    {
        _session = null;
        _lastAnswer = _lastCommand = null;
        _lastSequence = -1;
    }

    /// <summary>It has no time now.</summary>
    public byte[] Busy() => Plain(0, OsdpReplyCode.Busy, []);

    /// <summary>A command came spoiled.</summary>
    public void HearSpoiled() => _session = reader.Habits.LosesSessionWhenSpoiled ? null : _session;

    /// <summary>In the check of the command, as the standard has it.</summary>
    public byte[] Answer(OsdpFrame command, ReadOnlySpan<byte> bytes)
    {
        _hasCrc = command.HasCrc;
        if (command.Sequence == 0)
        {
            Forget();
        }
        else if (command.Sequence == _lastSequence && _lastAnswer is not null)
        {
            ChangedRepetitions += bytes.SequenceEqual(_lastCommand) ? 0 : 1;
            if (!reader.Habits.KeepsNoAnswer)
            {
                return _lastAnswer;
            }
        }
        else if (_lastSequence < 0 || command.Sequence != _lastSequence % 3 + 1)
        {
            return Plain(command.Sequence, OsdpReplyCode.Nak, [(byte)OsdpNak.UnexpectedSequence]);
        }

        _lastSequence = command.Sequence;
        _lastCommand = bytes.ToArray();
        return _lastAnswer = AnswerNew(command);
    }

    private byte[] AnswerNew(OsdpFrame command)
    {
        switch (command.Security)
        {
            case OsdpSecurity.Challenge:
                return AnswerChallenge(command);
            case OsdpSecurity.ServerCryptogram:
                return AnswerCryptogram(command);
            case OsdpSecurity.None when _session is { IsOpen: true } || !MayHearInPlaintext(command.Code):
                PlaintextCommands += _session is { IsOpen: true } ? 1 : 0;
                _session = null;
                return Plain(command.Sequence, OsdpReplyCode.Nak, [(byte)OsdpNak.ConditionsNotMet]);
            case OsdpSecurity.None:
                var (code, data) = reader.Obey(command.Code, command.Data.ToArray());
                return Plain(command.Sequence, code, data);
            default:
                if (_session is not { IsOpen: true } || _session.Open(command) is not { } opened)
                {
                    _session = null;
                    return Plain(command.Sequence, OsdpReplyCode.Nak, [(byte)OsdpNak.ConditionsNotMet]);
                }

                var answer = reader.Obey(command.Code, opened);
                var clear = reader.Habits.InClear.Contains(command.Code) ? (OsdpSecurity?)reader.Habits.ClearBlock : null;
                return _session.Seal(reader.Address, command.Sequence, (byte)answer.Code, answer.Data, _hasCrc, clear);
        }
    }

    /// <summary>Who it is and what it can do, any panel may ask before it begins a session, and many do.</summary>
    private bool MayHearInPlaintext(byte code) =>
        reader.AcceptsPlaintext || code is (byte)OsdpCommandCode.Identify or (byte)OsdpCommandCode.Capabilities;

    private byte[] AnswerChallenge(OsdpFrame command)
    {
        var withSiteKey = command.SecurityData.Length == 1 && command.SecurityData.Span[0] == 1;
        var key = withSiteKey ? reader.HeldKey : reader.HeldKey is null ? SimulatedOsdpSession.DefaultKey : null;
        if (key is null || command.Data.Length != 8)
        {
            return Plain(command.Sequence, OsdpReplyCode.Nak, [(byte)OsdpNak.ConditionsNotMet]);
        }

        _session = new SimulatedOsdpSession(key, command.Data.ToArray());
        return Plain(
            command.Sequence,
            OsdpReplyCode.ClientCryptogram,
            [0, 0, 0, 0, 0, 0, 0, (byte)reader.Address, .. _session.Random, .. _session.Cryptogram],
            OsdpSecurity.ClientCryptogram,
            withSiteKey ? (byte)1 : (byte)0);
    }

    private byte[] AnswerCryptogram(OsdpFrame command)
    {
        var initialMac = _session?.Begin(command.Data.ToArray());
        Sessions += initialMac is null ? 0 : 1;
        return Plain(
            command.Sequence,
            OsdpReplyCode.InitialMac,
            initialMac ?? new byte[16],
            (OsdpSecurity)reader.Habits.InitialMacBlock,
            initialMac is null ? (byte)0xFF : (byte)1);
    }

    private byte[] Plain(int sequence, OsdpReplyCode code, byte[] data, OsdpSecurity security = OsdpSecurity.None, byte securityData = 0) =>
        new OsdpFrame
        {
            Address = (byte)reader.Address,
            IsReply = true,
            Sequence = sequence,
            HasCrc = _hasCrc,
            Security = security,
            SecurityData = security == OsdpSecurity.None ? default : new[] { securityData },
            Code = (byte)code,
            // A type of the blocks that have a MAC makes the data's end one.
            Data = security < OsdpSecurity.SignedCommand ? data : data[..^OsdpFrame.MacLength],
        }.Encode(_ => data[^OsdpFrame.MacLength..]);
}
