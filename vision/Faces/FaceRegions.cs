using Zhuhui.Edge.Vision.Frames;

namespace Zhuhui.Edge.Vision.Faces;

/// <summary>Where in a frame to look for faces. The whole frame always; where the smallest face that matters would be lost in it, also one
/// of nine overlapping quarters a frame in turn (several while the detector looks only now and then; all of them for a photo).</summary>
internal static class FaceRegions
{
    /// <summary>The detector sees a face of 1/20 of its region's height; somewhat more makes it sure.</summary>
    private const int SmallestShare = 16;

    private const int Tiles = 9;

    /// <summary>All nine are through after three looks.</summary>
    private const int TilesIfIdle = 3;

    /// <param name="turn">Which tile's turn it is.</param>
    /// <param name="idle">The next look comes only after the longest rest.</param>
    /// <param name="regions">Replaced.</param>
    /// <returns>Which tile's turn it is next.</returns>
    public static int Choose(Frame frame, int minPixels, int turn, bool idle, List<Box> regions)
    {
        regions.Clear();
        regions.Add(FaceDetector.Whole(frame));
        if (frame.Height <= minPixels * SmallestShare)
        {
            return turn;
        }

        for (var last = turn + (idle ? TilesIfIdle : 1); turn < last; turn++)
        {
            regions.Add(Tile(frame, turn % Tiles));
        }

        return turn % Tiles;
    }

    /// <summary>For a photo: its whole, unstretched if it is upright, and larger than itself, should the face fill it.</summary>
    public static void ChooseForPhoto(Frame photo, List<Box> regions)
    {
        regions.Clear();
        regions.Add(FaceDetector.Whole(photo));
        if (photo.Height > photo.Width)
        {
            var beside = ((photo.Height * 4 / 3f) - photo.Width) / 2;
            regions.Add(new Box(-beside, 0, photo.Width + beside, photo.Height));
        }

        var (across, down) = (photo.Width / 4f, photo.Height / 4f);
        regions.Add(new Box(-across, -down, photo.Width + across, photo.Height + down));
    }

    /// <summary>For a photo in whose whole nothing was found: its nine tiles.</summary>
    public static void AddTiles(Frame photo, List<Box> regions)
    {
        for (var tile = 0; tile < Tiles; tile++)
        {
            regions.Add(Tile(photo, tile));
        }
    }

    private static Box Tile(Frame frame, int tile)
    {
        var (across, down) = (frame.Width / 2f, frame.Height / 2f);
        var (left, top) = (tile % 3 * across / 2, tile / 3 * down / 2);
        return new Box(left, top, left + across, top + down);
    }
}
