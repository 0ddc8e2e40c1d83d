using System.CommandLine;
using Zhuhui.Edge.Gateway.Storage;
using Zhuhui.Edge.Gateway.Texts;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>A file that a command writes for the person at the keyboard: whole or not at all, and theirs alone to read.</summary>
internal static class OutputFile
{
    /// <summary>To be asked before anything is done that the file is to show.</summary>
    /// <exception cref="UsageException">There is no such folder, or a folder has the name.</exception>
    public static void Check(Option<string> option, string? file)
    {
        if (file is not null && (Directory.Exists(file) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file)))))
        {
            throw new UsageException(CommandTexts.NoPlaceToWrite(option.Name, Path.GetFullPath(file)));
        }
    }

    /// <exception cref="StorageException">The system refuses it.</exception>
    public static void Write(string file, byte[] content)
    {
        var path = Path.GetFullPath(file);
        try
        {
            AtomicFile.Write(path, content);
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            throw StorageException.Refused($"the file {path}", refusal);
        }
    }
}
