package org.cloister.app.state;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import org.cloister.app.record.AtomicFile;
import org.cloister.app.record.EncodedStream;
import org.cloister.engine.wire.Encoded;
import org.cloister.engine.wire.StateCodec;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.Vectors;

/**
 * One state on disk: whose it is, a header, vectors as little-endian IEEE 754 single precision, and
 * the SHA-256 of all that. It is there whole or not at all, for this account's eyes only; reading
 * and writing take memory for the header alone.
 *
 * @param run whose it is: a run
 * @param party and one of its parties
 * @param mark what it belongs to in the history of the run; empty if nothing
 * @param header as {@link StateCodec} reads it
 * @param floats the vectors beside it
 */
@SuppressWarnings("ArrayRecordComponent") // read once and handed to the codec
record StateFile(String run, String party, String mark, byte[] header, List<FloatVector> floats) {

  private static final long MAGIC = 0x434c4f4953544154L; // CLOISTAT
  private static final int VERSION = 1;
  private static final int DIGEST_BYTES = 32;
  private static final int MAX_TEXT = 256;
  private static final int CHUNK = 1 << 14;

  static StateFile of(String run, String party, String mark, Encoded state) {
    return new StateFile(run, party, mark, state.header(), state.floats());
  }

  /** Replaces {@code file}; it is on disk on return. */
  void write(Path file) {
    AtomicFile.writePrivate(
        file,
        channel -> {
          MessageDigest sha = Digest.sha256();
          OutputStream raw = Channels.newOutputStream(channel);
          DataOutputStream out =
              new DataOutputStream(
                  new BufferedOutputStream(new DigestOutputStream(raw, sha), 4 * CHUNK));
          writeTo(out);
          out.flush();
          raw.write(sha.digest());
        });
  }

  private void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    out.writeUTF(run);
    out.writeUTF(party);
    out.writeUTF(mark);
    new EncodedStream(header, floats).writeTo(out);
  }

  /**
   * The state in {@code file}.
   *
   * @param vectors where its vectors are put
   * @throws CloisterException {@link ErrorCode#STATE_DAMAGED} unless every byte is as it was
   *     written, for this run and party
   */
  static StateFile read(Path file, String run, String party, Vectors vectors) {
    try (InputStream raw = Files.newInputStream(file)) {
      MessageDigest sha = Digest.sha256();
      DataInputStream in =
          new DataInputStream(new DigestInputStream(new BufferedInputStream(raw, 4 * CHUNK), sha));
      StateFile read = read(in, Files.size(file), vectors);
      byte[] expected = sha.digest();
      if (!MessageDigest.isEqual(expected, in.readNBytes(DIGEST_BYTES)) || in.read() >= 0) {
        throw damaged(file, "it is not as it was written");
      }
      if (!read.run.equals(run) || !read.party.equals(party)) {
        throw damaged(file, "it belongs to another run or party");
      }
      return read;
    } catch (IOException e) {
      throw new CloisterException(
          ErrorCode.STATE_DAMAGED, "The file " + file + " must be whole and readable.", e);
    }
  }

  static CloisterException damaged(Path file, String why) {
    return new CloisterException(
        ErrorCode.STATE_DAMAGED,
        "The file " + file + " must be what the run left there; " + why + ".");
  }

  private static StateFile read(DataInputStream in, long size, Vectors vectors) throws IOException {
    if (in.readLong() != MAGIC || in.readInt() != VERSION) {
      throw new IOException("not a state of version " + VERSION);
    }
    String run = text(in);
    String party = text(in);
    String mark = text(in);
    EncodedStream state = EncodedStream.read(in, size, vectors);
    return new StateFile(run, party, mark, state.header(), state.floats());
  }

  private static String text(DataInputStream in) throws IOException {
    String text = in.readUTF();
    if (text.length() > MAX_TEXT) {
      throw new IOException("a name is too long");
    }
    return text;
  }
}
