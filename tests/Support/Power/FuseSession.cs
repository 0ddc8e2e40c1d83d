using Microsoft.Win32.SafeHandles;

namespace Zhuhui.Edge.Tests.Support.Power;

/// <summary>One mount: threads that take the kernel's questions from the device and write the answers.</summary>
internal sealed class FuseSession : IDisposable
{
    /// <summary>A sync takes one of them for as long as the disk takes.</summary>
    private const int Threads = 8;

    private readonly string _place;
    private readonly SafeFileHandle _device;
    private readonly DiskAnswers _answers;
    private readonly Thread[] _threads;

    public FuseSession(string place, DiskAnswers answers)
    {
        (_place, _answers, _device) = (place, answers, FuseMount.At(place));
        _threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(Serve) { IsBackground = true, Name = "dropping disk" })];
        Array.ForEach(_threads, thread => thread.Start());
    }

    public void Dispose()
    {
        FuseMount.TakeFrom(_place);
        Array.ForEach(_threads, thread => thread.Join());
        _device.Dispose();
    }

    private void Serve()
    {
        var question = new byte[DiskAnswers.LargestQuestion];
        while (FuseMount.Read(_device, question) is var length)
        {
            if (length >= Question.HeaderBytes)
            {
                if (_answers.To(new Question(question.AsMemory(0, length))) is { } answer)
                {
                    FuseMount.Write(_device, answer);
                }
            }
            else if (System.Runtime.InteropServices.Marshal.GetLastPInvokeError() is var error && error is not (Answer.Interrupted
                or Answer.NotThere or Answer.TryAgain))
            {
                return;
            }
        }
    }
}
