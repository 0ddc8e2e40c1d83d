using System.Text;

namespace Zhuhui.Edge.Gateway.Cli.Input;

/// <summary>A line typed at the terminal that is not shown.</summary>
internal static class HiddenLine
{
    /// <param name="most">Further letters are left out.</param>
    public static string Read(string prompt, TextWriter prompts, int most)
    {
        prompts.Write(prompt);
        var line = new StringBuilder();
        while (System.Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                line.Length = Math.Max(0, line.Length - 1);
            }
            else if (line.Length < most)
            {
                line.Append(key.KeyChar);
            }
        }

        prompts.WriteLine();
        return line.ToString();
    }
}
