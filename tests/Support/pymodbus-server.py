"""A Modbus server on Debian's python3-pymodbus, moved from outside through lines on its standard input.

usage: pymodbus-server.py tcp PORT UNIT... | rtu DEVICE UNIT...

Each unit has 16 coils, discrete inputs, input and holding registers. Lines, each answered with one line:
coil U N | input U N 0|1 | set-coil U N 0|1 | register U N V | holding U N | mute U | unmute U | slow MS | pulses
"""
import asyncio
import struct
import sys

from pymodbus.bit_write_message import WriteSingleCoilRequest, WriteSingleCoilResponse
from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.exceptions import NoSuchSlaveException
from pymodbus.server.async_io import (
    ModbusConnectedRequestHandler,
    ModbusSerialServer,
    ModbusSingleRequestHandler,
    ModbusTcpServer,
)
from pymodbus.transaction import ModbusRtuFramer, ModbusSocketFramer

PULSE_BASE = 0x200
PULSE_UNIT = 0.1
muted = set()
pulses = []
delay = 0.0


class Units(ModbusServerContext):
    """A muted unit hears and says nothing."""

    def __getitem__(self, unit):
        if unit in muted:
            raise NoSuchSlaveException(f"{unit} is muted")
        return super().__getitem__(unit)


class PulseResponse(WriteSingleCoilResponse):
    def encode(self):
        return struct.pack(">HH", self.address, self.value)


class PulseRequest(WriteSingleCoilRequest):
    """Function 05 with a count of 100 ms units at 0x200 + coil, as common relay boards have it."""

    function_code = 5

    def decode(self, data):
        self.address, self.raw = struct.unpack(">HH", data)
        self.value = self.raw == 0xFF00

    def execute(self, context):
        if self.address < PULSE_BASE:
            return super().execute(context)
        coil = self.address - PULSE_BASE
        pulses.append(f"{coil}:{self.raw}")
        context.setValues(5, coil, [True])
        task = getattr(context, "pulse_tasks", {})
        context.pulse_tasks = task
        if coil in task:
            task[coil].cancel()
        task[coil] = asyncio.get_running_loop().call_later(self.raw * PULSE_UNIT, context.setValues, 5, coil, [False])
        response = PulseResponse(self.address)
        response.value = self.raw
        return response


class Slow:
    def _send_(self, data):
        if delay > 0:
            asyncio.get_running_loop().call_later(delay, super()._send_, data)
        else:
            super()._send_(data)


class SlowTcp(Slow, ModbusConnectedRequestHandler):
    pass


class SlowRtu(Slow, ModbusSingleRequestHandler):
    pass


def answer(context, words):
    global delay
    match words:
        case ["coil", unit, at]:
            return str(int(super(Units, context).__getitem__(int(unit)).getValues(1, int(at), 1)[0]))
        case ["holding", unit, at]:
            return str(super(Units, context).__getitem__(int(unit)).getValues(3, int(at), 1)[0])
        case ["input", unit, at, level]:
            super(Units, context).__getitem__(int(unit)).setValues(2, int(at), [level == "1"])
        case ["set-coil", unit, at, level]:
            super(Units, context).__getitem__(int(unit)).setValues(1, int(at), [level == "1"])
        case ["register", unit, at, value]:
            super(Units, context).__getitem__(int(unit)).setValues(4, int(at), [int(value)])
        case ["mute", unit]:
            muted.add(int(unit))
        case ["unmute", unit]:
            muted.discard(int(unit))
        case ["slow", ms]:
            delay = int(ms) / 1000
        case ["pulses"]:
            return " ".join(pulses)
        case _:
            return "error"
    return "ok"


async def main():
    kind, where, *units = sys.argv[1:]

    def block(value):
        return ModbusSequentialDataBlock(0, [value] * 16)

    context = Units(
        slaves={
            int(unit): ModbusSlaveContext(co=block(False), di=block(False), ir=block(0), hr=block(0), zero_mode=True) for unit in units
        },
        single=False,
    )
    if kind == "tcp":
        server = ModbusTcpServer(
            context, framer=ModbusSocketFramer, address=("127.0.0.1", int(where)), handler=SlowTcp,
            allow_reuse_address=True, ignore_missing_slaves=True,
        )
        server.decoder.register(PulseRequest)
        asyncio.create_task(server.serve_forever())
        while server.server is None or not server.server.sockets:
            await asyncio.sleep(0.01)
        port = server.server.sockets[0].getsockname()[1]
    else:
        server = ModbusSerialServer(
            context, framer=ModbusRtuFramer, port=where, baudrate=115200, handler=SlowRtu, ignore_missing_slaves=True,
        )
        server.decoder.register(PulseRequest)
        await server.start()
        port = 0
    print(f"ready {port}", flush=True)
    lines = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        print(answer(context, line.decode().split()), flush=True)


asyncio.run(main())
