package org.cloister.plugins.secagg;

import java.util.List;
import org.cloister.model.Bytes;

/**
 * Those whose input is to be summed.
 *
 * @param transcript of the dealt shares
 * @param inputs each with the digest of its masked vector, in the order of the roster
 */
record Survivors(Bytes transcript, List<Input> inputs) {

  static final String PURPOSE = "bonawitz/survivors";

  /** One survivor. */
  record Input(int site, Bytes digest) {
    private static Input read(BodyReader in) {
      return new Input(in.site(), in.digest());
    }
  }

  /** Copies the list. */
  Survivors {
    inputs = List.copyOf(inputs);
  }

  List<Integer> sites() {
    return inputs.stream().map(Input::site).toList();
  }

  /** What each site signs: who, and the root over what they gave. Needs at least one survivor. */
  Bytes statement() {
    List<Bytes> leaves =
        inputs.stream()
            .map(input -> InputClaim.statement(transcript, input.site(), input.digest()))
            .toList();
    Transcript statement = Transcript.of("survivors").add(transcript).add(inputs.size());
    inputs.forEach(input -> statement.add(input.site()));
    return statement.add(MerkleTree.root(leaves)).finish();
  }

  void write(BodyWriter out) {
    out.fixed(transcript).number(inputs.size());
    inputs.forEach(input -> out.number(input.site()).fixed(input.digest()));
  }

  static Survivors read(BodyReader in) {
    return new Survivors(in.digest(), in.list(Input::read));
  }

  Bytes encode() {
    BodyWriter out = new BodyWriter();
    write(out);
    return out.finish();
  }

  static Survivors decode(Bytes body, int sites) {
    return new BodyReader(body, sites).whole(Survivors::read);
  }
}
