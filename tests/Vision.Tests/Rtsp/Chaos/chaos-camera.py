#!/usr/bin/python3
"""A camera with faults, on the loopback interface only.

usage: chaos-camera.py PORT FILE [USER:PASSWORD]

FILE is a bare H.264 stream at 25 frames/s, whose picture may change size; it becomes rtsp://127.0.0.1:PORT/gate, looped for ever. With USER:PASSWORD the camera
asks for them (digest). The picture goes on while nobody looks. Prints "READY port" when clients may come.
"""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

FRAME = Gst.SECOND // 25


def units_of(path):
    pipeline = Gst.parse_launch("filesrc name=file ! h264parse config-interval=-1 ! video/x-h264,stream-format=byte-stream,alignment=au ! appsink name=units sync=false")
    pipeline.get_by_name("file").set_property("location", path)
    units, found = pipeline.get_by_name("units"), []
    pipeline.set_state(Gst.State.PLAYING)
    while (sample := units.emit("pull-sample")) is not None:
        buffer = sample.get_buffer()
        found.append((buffer.extract_dup(0, buffer.get_size()), buffer.has_flags(Gst.BufferFlags.DELTA_UNIT)))
    pipeline.set_state(Gst.State.NULL)
    return found


class Camera(GstRtspServer.RTSPMediaFactory):
    def __init__(self, units):
        super().__init__()
        self.units, self.born = units, GLib.get_monotonic_time()
        self.set_shared(True)
        self.set_launch("( appsrc name=source is-live=true format=time max-bytes=0 ! h264parse ! rtph264pay config-interval=-1 name=pay0 pt=96 )")
        self.connect("media-configure", self.play)

    def play(self, _factory, media):
        source = media.get_element().get_child_by_name("source")
        source.set_property("caps", Gst.Caps.from_string("video/x-h264,stream-format=byte-stream,alignment=au"))
        started, sent, running = GLib.get_monotonic_time(), 0, True
        first = (started - self.born) * 1000 // FRAME

        def stop(_media):
            nonlocal running
            running = False

        def push_what_is_due():
            nonlocal sent
            while running and sent * FRAME <= (GLib.get_monotonic_time() - started) * 1000:
                data, delta = self.units[(first + sent) % len(self.units)]
                buffer = Gst.Buffer.new_wrapped(data)
                buffer.dts = buffer.pts = sent * FRAME
                buffer.duration = FRAME
                if delta:
                    buffer.set_flags(Gst.BufferFlags.DELTA_UNIT)
                if source.emit("push-buffer", buffer) != Gst.FlowReturn.OK:
                    return False
                sent += 1
            return running

        media.connect("unprepared", stop)
        GLib.timeout_add(5, push_what_is_due)


def main(arguments):
    if len(arguments) not in (2, 3):
        sys.exit(__doc__)
    Gst.init(None)
    server = GstRtspServer.RTSPServer.new()
    server.set_address("127.0.0.1")
    server.set_service(arguments[0])
    camera = Camera(units_of(arguments[1]))
    if len(arguments) == 3:
        user, password = arguments[2].split(":", 1)
        auth, token = GstRtspServer.RTSPAuth.new(), GstRtspServer.RTSPToken.new()
        token.set_string("media.factory.role", user)
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(user, password, token)
        server.set_auth(auth)
        camera.add_role_from_structure(Gst.Structure.new_from_string(f"{user}, media.factory.access=(boolean)true, media.factory.construct=(boolean)true"))
    server.get_mount_points().add_factory("/gate", camera)
    if not server.attach(None):
        sys.exit(f"chaos-camera: port {arguments[0]} of 127.0.0.1 is taken")
    print(f"READY {server.get_bound_port()}", flush=True)
    GLib.MainLoop().run()


main(sys.argv[1:])
