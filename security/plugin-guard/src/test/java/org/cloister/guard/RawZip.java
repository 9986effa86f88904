package org.cloister.guard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes stored zip entries byte by byte, so that it can also write what no tool would. */
final class RawZip {
  private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
  private int count;

  RawZip entry(String name, String contents) {
    return entry(name, name, contents.getBytes(StandardCharsets.UTF_8));
  }

  RawZip entry(String name, byte[] contents) {
    return entry(name, name, contents);
  }

  RawZip entry(String localName, String centralName, byte[] contents) {
    byte[] local = localName.getBytes(StandardCharsets.UTF_8);
    byte[] central = centralName.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(contents);
    int offset = entries.size();
    entries.writeBytes(
        buffer(30)
            .putInt(0x04034b50)
            .putShort((short) 20)
            .putShort((short) 0x800)
            .putShort((short) 0)
            .putInt(0)
            .putInt((int) crc.getValue())
            .putInt(contents.length)
            .putInt(contents.length)
            .putShort((short) local.length)
            .putShort((short) 0)
            .array());
    entries.writeBytes(local);
    entries.writeBytes(contents);
    directory.writeBytes(
        buffer(46)
            .putInt(0x02014b50)
            .putShort((short) 20)
            .putShort((short) 20)
            .putShort((short) 0x800)
            .putShort((short) 0)
            .putInt(0)
            .putInt((int) crc.getValue())
            .putInt(contents.length)
            .putInt(contents.length)
            .putShort((short) central.length)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) 0)
            .putInt(0)
            .putInt(offset)
            .array());
    directory.writeBytes(central);
    count++;
    return this;
  }

  /** Bytes between entries that no header mentions. */
  RawZip hidden(byte[] bytes) {
    entries.writeBytes(bytes);
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    zip.writeBytes(entries.toByteArray());
    zip.writeBytes(directory.toByteArray());
    zip.writeBytes(
        buffer(22)
            .putInt(0x06054b50)
            .putInt(0)
            .putShort((short) count)
            .putShort((short) count)
            .putInt(directory.size())
            .putInt(entries.size())
            .putShort((short) 0)
            .array());
    return zip.toByteArray();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
