using Microsoft.ML.OnnxRuntime;

namespace Zhuhui.Edge.Vision.Models;

/// <summary>Opens a model the way an edge machine wants it run: few threads that sleep when there is nothing to do, and no
/// chatter.</summary>
internal static class OnnxSession
{
    /// <exception cref="ModelPackException">ONNX Runtime cannot load the file.</exception>
    public static InferenceSession Open(string path, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            var model = File.ReadAllBytes(path);
            TinyWeights.Clear(model);
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException refused)
        {
            throw new ModelPackException(ModelPackProblem.NotLoaded, path, [refused.Message.ReplaceLineEndings(" ")], refused);
        }
    }
}
