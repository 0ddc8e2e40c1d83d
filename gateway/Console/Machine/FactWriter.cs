using System.Globalization;
using Zhuhui.Edge.Gateway.Console.Duty;
using Zhuhui.Edge.Gateway.Texts;
using Zhuhui.Edge.Gateway.Texts.Pages;

namespace Zhuhui.Edge.Gateway.Console.Machine;

/// <summary>Writes facts in one language.</summary>
internal sealed class FactWriter(Language language)
{
    private const double Giga = 1_000_000_000;

    public string Say(Wording words) => words.In(language);

    public Fact Good(Wording name, Wording value) => new(Say(name), Say(value), Tone.Good);

    /// <summary>Worth a look, and nothing fails for it.</summary>
    public Fact Busy(Wording name, Wording value) => new(Say(name), Say(value), Tone.Busy);

    public Fact Bad(Wording name, Wording value) => new(Say(name), Say(value), Tone.Bad);

    /// <summary>Neither good nor bad.</summary>
    public Fact Unknown(Wording name, Wording? value = null) => new(Say(name), Say(value ?? SystemTexts.NotTold), Tone.Unknown);

    public Fact As(bool isGood, Wording name, Wording good, Wording bad) => isGood ? Good(name, good) : Bad(name, bad);

    public static string Gigabytes(long bytes) => (bytes / Giga).ToString("0.0", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>In the largest unit that says it well.</summary>
    public static Wording Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 120 } => SystemTexts.Seconds((long)time.TotalSeconds),
        { TotalMinutes: < 120 } => SelfTexts.Minutes((long)time.TotalMinutes),
        { TotalHours: < 48 } => SelfTexts.Hours((long)time.TotalHours),
        _ => SelfTexts.Days((long)time.TotalDays),
    };
}
