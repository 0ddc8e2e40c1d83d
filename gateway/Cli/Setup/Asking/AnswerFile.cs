using System.Text.Json;
using Zhuhui.Edge.Gateway.Cli.Input;
using Zhuhui.Edge.Gateway.Texts.Messages;

namespace Zhuhui.Edge.Gateway.Cli.Setup.Asking;

/// <summary>Answers to the questions of a set-up, by their keys: one flat JSON object of texts.</summary>
internal sealed class AnswerFile
{
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = [];

    private AnswerFile(string file) => File = file;

    public string File { get; }

    /// <exception cref="UsageException">There is no such file, or it is no flat object of texts.</exception>
    public static AnswerFile Read(string file)
    {
        byte[] text;
        try
        {
            text = System.IO.File.ReadAllBytes(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(SetupTexts.AnswersUnreadable(file, unreadable.Message));
        }

        return Parse(file, text);
    }

    /// <exception cref="UsageException">It is no flat object of texts.</exception>
    public static AnswerFile Parse(string file, ReadOnlyMemory<byte> text)
    {
        var answers = new AnswerFile(file);
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
            });
            foreach (var answer in json.RootElement.EnumerateObject())
            {
                if (!answers._answers.TryAdd(answer.Name, answer.Value.GetString() ?? ""))
                {
                    throw new UsageException(SetupTexts.AnsweredTwice(file, answer.Name));
                }
            }

            return answers;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new UsageException(SetupTexts.NoAnswers(file));
        }
    }

    /// <returns>Null where the file has none.</returns>
    public string? Take(string key)
    {
        _asked.Add(key);
        return _answers.GetValueOrDefault(key);
    }

    /// <exception cref="UsageException">The file answers what nobody asked.</exception>
    public void RefuseUnasked()
    {
        if (_answers.Keys.FirstOrDefault(key => !_asked.Contains(key)) is { } unasked)
        {
            throw new UsageException(SetupTexts.NotAsked(File, unasked));
        }
    }
}
