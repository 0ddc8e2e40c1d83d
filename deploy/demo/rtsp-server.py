#!/usr/bin/python3
"""Plays video files as RTSP cameras, looped for ever, on the loopback interface only.

usage: rtsp-server.py PORT MOUNT=FILE [MOUNT=FILE ...]

Each MP4 file becomes rtsp://127.0.0.1:PORT/MOUNT. H.264 and H.265 are sent as they are, never decoded; a file without video
sends its AAC sound; any other codec is sent in GStreamer's own payload, which a camera client cannot decode. PORT 0 takes a
free port. Prints "READY port" when clients may come.
"""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

TICK_MS = 5
PAYLOADS = {
    "video/x-h264": ("h264parse config-interval=-1 ! video/x-h264,stream-format=byte-stream,alignment=au", "rtph264pay config-interval=-1"),
    "video/x-h265": ("h265parse config-interval=-1 ! video/x-h265,stream-format=byte-stream,alignment=au", "rtph265pay config-interval=-1"),
    "audio/mpeg": ("aacparse ! audio/mpeg,stream-format=raw", "rtpmp4gpay"),
}
ANY_OTHER = ("identity", "rtpgstpay")


def codec_of(path):
    """The media type of the file's video track, or of its sound where there is no video."""
    pipeline = Gst.parse_launch("filesrc name=file ! qtdemux name=demux")
    pipeline.get_by_name("file").set_property("location", path)
    found = []
    pipeline.get_by_name("demux").connect("pad-added", lambda _demux, pad: found.append(pad.get_current_caps().get_structure(0).get_name()))
    pipeline.set_state(Gst.State.PAUSED)
    # Nothing is linked behind the demuxer, so it ends with an error as soon as it has named its tracks.
    end = pipeline.get_bus().timed_pop_filtered(10 * Gst.SECOND, Gst.MessageType.ERROR | Gst.MessageType.EOS)
    pipeline.set_state(Gst.State.NULL)
    if not found:
        sys.exit(f"rtsp-server: {path}: {end.parse_error()[0].message if end else 'no track found'}")
    return sorted(found, key=lambda name: not name.startswith("video/"))[0]


class Clip:
    """A file's access units in memory, with the times at which they are due."""

    def __init__(self, path):
        codec = codec_of(path)
        parser, self.payloader = PAYLOADS.get(codec, ANY_OTHER)
        track = "video_0" if codec.startswith("video/") else "audio_0"
        pipeline = Gst.parse_launch(f"filesrc name=file ! qtdemux name=demux  demux.{track} ! queue ! {parser} ! appsink name=units sync=false")
        pipeline.get_by_name("file").set_property("location", path)
        units = pipeline.get_by_name("units")
        pipeline.set_state(Gst.State.PLAYING)
        self.caps, self.units, self.length = None, [], 0
        while (sample := units.emit("pull-sample")) is not None:
            buffer = sample.get_buffer()
            self.caps = sample.get_caps()
            due = buffer.dts if buffer.dts != Gst.CLOCK_TIME_NONE else buffer.pts
            first = self.units[0][1] if self.units else due
            last = buffer.duration if buffer.duration != Gst.CLOCK_TIME_NONE else Gst.SECOND // 25
            self.units.append((buffer.extract_dup(0, buffer.get_size()), due, buffer.pts, last, buffer.has_flags(Gst.BufferFlags.DELTA_UNIT)))
            self.length = max(self.length, due - first + last)
        pipeline.set_state(Gst.State.NULL)
        if not self.units:
            sys.exit(f"rtsp-server: {path}: no frames in it")


class Camera(GstRtspServer.RTSPMediaFactory):
    """One mount: all clients share one running clip; it starts anew when somebody comes after the last has gone."""

    def __init__(self, clip):
        super().__init__()
        self.clip = clip
        self.set_shared(True)
        self.set_launch(f"( appsrc name=source is-live=true format=time max-bytes=0 ! {clip.payloader} name=pay0 pt=96 )")
        self.connect("media-configure", self.play)

    def play(self, _factory, media):
        source = media.get_element().get_child_by_name("source")
        source.set_property("caps", self.clip.caps)
        started, sent, running = GLib.get_monotonic_time(), 0, True
        origin = self.clip.units[0][1]

        def stop(_media):
            nonlocal running
            running = False

        def push_what_is_due():
            nonlocal sent
            while running:
                data, due, shown, lasts, delta = self.clip.units[sent % len(self.clip.units)]
                shift = (sent // len(self.clip.units)) * self.clip.length - origin
                if due + shift > (GLib.get_monotonic_time() - started) * 1000:
                    return True
                buffer = Gst.Buffer.new_wrapped(data)
                buffer.dts, buffer.pts, buffer.duration = due + shift, shown + shift, lasts
                if delta:
                    buffer.set_flags(Gst.BufferFlags.DELTA_UNIT)
                if source.emit("push-buffer", buffer) != Gst.FlowReturn.OK:
                    return False
                sent += 1
            return False

        media.connect("unprepared", stop)
        GLib.timeout_add(TICK_MS, push_what_is_due)


def main(arguments):
    if len(arguments) < 2 or any("=" not in mount for mount in arguments[1:]):
        sys.exit(__doc__)
    Gst.init(None)
    server = GstRtspServer.RTSPServer.new()
    server.set_address("127.0.0.1")
    server.set_service(arguments[0])
    for mount in arguments[1:]:
        name, path = mount.split("=", 1)
        server.get_mount_points().add_factory("/" + name, Camera(Clip(path)))
    if not server.attach(None):
        sys.exit(f"rtsp-server: port {arguments[0]} of 127.0.0.1 is taken")
    print(f"READY {server.get_bound_port()}", flush=True)
    GLib.MainLoop().run()


main(sys.argv[1:])
