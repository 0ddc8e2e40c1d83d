
namespace Zhuhui.Edge.Tests.Support.Power;

/// <summary>What the disk answers to each call of a program.</summary>
internal sealed class DiskAnswers(DiskTree tree)
{
    public const int LargestQuestion = (1 << 17) + 4096;
    private const uint KeepCache = 2;
    private const uint BigWrites = 1 << 5;
    private const uint SyncWrites = 0x1000;
    private const ulong Blocks = 32L << 30 >> 12;

    /// <returns>Null where nobody waits for one.</returns>
    public byte[]? To(Question question)
    {
        if (question.Kind is QuestionKind.Sync or QuestionKind.SyncFolder)
        {
            return Sync(question);
        }

        lock (tree.Turn)
        {
            // Without power nobody answers; but a mount that begins does.
            return tree.IsStopped ? null : Answered(question, new Answer(question));
        }
    }

    private byte[]? Answered(Question question, Answer answer) => question.Kind switch
    {
        QuestionKind.Begin => answer.Int(7).Int(31).Int(question.Int(8)).Int(question.Int(12) & BigWrites).Int(12 | (10 << 16))
            .Int(1 << 17).Int(1).Int(0).Raw(new byte[32]).Done(),
        QuestionKind.Forget or QuestionKind.ForgetMany or QuestionKind.Interrupt => null,
        QuestionKind.Lookup => Find(question, answer),
        QuestionKind.GetAttributes => answer.AttributesOf(tree[question.Node]).Done(),
        QuestionKind.SetAttributes => Set(question, answer),
        QuestionKind.ReadLink => answer.Raw(tree[question.Node].Target).Done(),
        QuestionKind.SymLink => Make(question, answer, question.Text(0, out var next), Node.Link | 0x1FF, question.Body[next..^1]),
        QuestionKind.MakeNode => Make(question, answer, question.Text(16, out _), question.Int(0)),
        QuestionKind.MakeFolder => Make(question, answer, question.Text(8, out _), Node.Folder | question.Int(0)),
        QuestionKind.Unlink or QuestionKind.RemoveFolder => Remove(question, answer),
        QuestionKind.Rename => Rename(question, answer, 8, flags: 0),
        QuestionKind.RenameTwo => Rename(question, answer, 16, question.Int(8)),
        QuestionKind.HardLink => Link(question, answer),
        QuestionKind.Open or QuestionKind.OpenFolder => answer.Long(0).Int(KeepCache).Int(0).Done(),
        QuestionKind.Create => Create(question, answer),
        QuestionKind.Read => answer.Raw(tree[question.Node].Pages.Read((long)question.Long(8), (int)question.Int(16))).Done(),
        QuestionKind.Write => Write(question, answer),
        QuestionKind.Space => answer.Long(Blocks).Long(Blocks / 2).Long(Blocks / 2).Long(1 << 20).Long(1 << 19).Int(Pages.Size).Int(255)
            .Int(Pages.Size).Int(0).Raw(new byte[24]).Done(),
        QuestionKind.ReadFolder => List(question, answer),
        QuestionKind.Allocate => Allocate(question, answer),
        QuestionKind.Release or QuestionKind.ReleaseFolder or QuestionKind.Flush or QuestionKind.End => answer.Done(),
        _ => answer.Refuse(Answer.NotKnown),
    };

    private byte[]? Sync(Question question)
    {
        Node node;
        lock (tree.Turn)
        {
            node = tree[question.Node];
        }

        return tree.Sync(node) ? new Answer(question).Done() : null;
    }

    private byte[] Find(Question question, Answer answer) =>
        tree[question.Node].Names.TryGetValue(question.Text(0, out _), out var node) ? answer.Entry(node).Done()
            : answer.Refuse(Answer.NotThere);

    private byte[] Set(Question question, Answer answer)
    {
        var (node, what) = (tree[question.Node], question.Int(0));
        if ((what & 1) != 0)
        {
            node.Mode = (node.Mode & Node.KindBits) | (question.Int(68) & ~Node.KindBits);
        }

        if ((what & 2) != 0)
        {
            node.User = question.Int(76);
        }

        if ((what & 4) != 0)
        {
            node.Group = question.Int(80);
        }

        if ((what & 8) != 0)
        {
            node.Pages.SetLength((long)question.Long(16));
        }

        if ((what & 32) != 0)
        {
            node.Changed = ((long)question.Long(40) * 1000) + (question.Int(60) / 1_000_000);
        }

        return answer.AttributesOf(node).Done();
    }

    private byte[] Make(Question question, Answer answer, string name, uint mode, ReadOnlySpan<byte> target = default)
    {
        var folder = tree[question.Node];
        if (folder.Names.ContainsKey(name))
        {
            return answer.Refuse(Answer.Exists);
        }

        var made = tree.Make(folder, name, mode, question.User, question.Group);
        made.Target = target.ToArray();
        return answer.Entry(made).Done();
    }

    private byte[] Create(Question question, Answer answer)
    {
        var (folder, name) = (tree[question.Node], question.Text(16, out _));
        if (!folder.Names.TryGetValue(name, out var node))
        {
            node = tree.Make(folder, name, question.Int(4), question.User, question.Group);
        }

        return answer.Entry(node).Long(0).Int(KeepCache).Int(0).Done();
    }

    private byte[] Remove(Question question, Answer answer)
    {
        var (folder, name) = (tree[question.Node], question.Text(0, out _));
        if (!folder.Names.TryGetValue(name, out var node))
        {
            return answer.Refuse(Answer.NotThere);
        }

        if (node.IsFolder && node.Names.Count > 0)
        {
            return answer.Refuse(Answer.NotEmpty);
        }

        tree.Name(folder, name, null);
        return answer.Done();
    }

    private byte[] Rename(Question question, Answer answer, int at, uint flags)
    {
        var (from, to, name) = (tree[question.Node], tree[question.Long(0)], question.Text(at, out var next));
        var other = question.Text(next, out _);
        if (flags > 1 || !from.Names.TryGetValue(name, out var node))
        {
            return answer.Refuse(flags > 1 ? Answer.NotKnown : Answer.NotThere);
        }

        if (to.Names.TryGetValue(other, out var there) && (flags == 1 || (there.IsFolder && there.Names.Count > 0)))
        {
            return answer.Refuse(flags == 1 ? Answer.Exists : Answer.NotEmpty);
        }

        tree.Change(new NameChange(from, name, null), new NameChange(to, other, node));
        return answer.Done();
    }

    private byte[] Link(Question question, Answer answer)
    {
        var (folder, name, node) = (tree[question.Node], question.Text(8, out _), tree[question.Long(0)]);
        if (folder.Names.ContainsKey(name))
        {
            return answer.Refuse(Answer.Exists);
        }

        tree.Name(folder, name, node);
        return answer.Entry(node).Done();
    }

    private byte[]? Write(Question question, Answer answer)
    {
        var (node, size) = (tree[question.Node], question.Int(16));
        node.Pages.Write((long)question.Long(8), question.Body.Slice(40, (int)size));
        node.Changed = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        tree.Wrote(node, (int)size);
        return (question.Int(32) & SyncWrites) != 0 && !tree.Sync(node) ? null : answer.Int(size).Int(0).Done();
    }

    private byte[] Allocate(Question question, Answer answer)
    {
        var (node, end) = (tree[question.Node], (long)(question.Long(8) + question.Long(16)));
        if (question.Int(24) == 0 && end > node.Pages.Length)
        {
            node.Pages.SetLength(end);
        }

        return answer.Done();
    }

    private byte[] List(Question question, Answer answer)
    {
        var (node, from, room) = (tree[question.Node], question.Long(8), question.Int(16));
        (string Name, Node Node)[] all = [(".", node), ("..", node), .. node.Names.Select(one => (one.Key, one.Value))];
        for (var at = from; at < (ulong)all.Length && answer.Length + Answer.BytesOfName(all[at].Name) <= room; at++)
        {
            answer.Name(all[at].Name, all[at].Node, at + 1);
        }

        return answer.Done();
    }
}
