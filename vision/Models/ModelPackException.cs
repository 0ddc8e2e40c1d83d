using System.Globalization;

namespace Zhuhui.Edge.Vision.Models;

/// <summary>What can be wrong with a model file.</summary>
public enum ModelPackProblem
{
    /// <summary>Nothing that is told apart: the message says it.</summary>
    Other,

    /// <summary>The role that has two.</summary>
    TwoFiles,

    /// <summary>The role that has none.</summary>
    NoFileFor,
    Empty,
    Missing,

    /// <summary>What the reader says.</summary>
    NoPack,

    /// <summary>What the machine says.</summary>
    Unreadable,

    /// <summary>The hash the file has, and that which pack.json states.</summary>
    OtherHash,

    /// <summary>What ONNX Runtime says.</summary>
    NotLoaded,
}

/// <summary>A model file is missing, altered or not what it should be. The message is one line of English: the file, what is wrong with it,
/// and the remedy; kind, file and values are for whoever words it.</summary>
public sealed class ModelPackException : Exception
{
    private const string Remedy = "; run deploy/models.sh to bring the model pack";

    public ModelPackException()
    {
    }

    public ModelPackException(string message)
        : base(message)
    {
    }

    public ModelPackException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public ModelPackException(ModelPackProblem problem, string file, IReadOnlyList<string> values, Exception? innerException = null)
        : base(Line(problem, file, values), innerException) => (Problem, File, Values) = (problem, file, values);

    public ModelPackProblem Problem { get; }

    public string File { get; } = "";

    public IReadOnlyList<string> Values { get; } = [];

    private static string Line(ModelPackProblem problem, string file, IReadOnlyList<string> values) => string.Format(
        CultureInfo.InvariantCulture, problem switch
        {
            ModelPackProblem.TwoFiles => "{0} names two files for {1}" + Remedy,
            ModelPackProblem.NoFileFor => "{0} names no file for {1}" + Remedy,
            ModelPackProblem.Empty => "{0} is empty" + Remedy,
            ModelPackProblem.Missing => "{0} is missing" + Remedy,
            ModelPackProblem.NoPack => "{0} is not a model pack: {1}" + Remedy,
            ModelPackProblem.OtherHash => "{0} has SHA-256 {1} where pack.json states {2}" + Remedy,
            ModelPackProblem.NotLoaded => "{0} cannot be loaded as a model: {1}",
            _ => "{0} cannot be read: {1}",
        }, [file, .. values]);
}
