package org.cloister.plugins.secagg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.cloister.model.Bytes;
import org.cloister.model.IntVector;
import org.cloister.spi.protection.SessionMessage;

/** The hub's third step: it collects the masked vectors. */
final class HubInputs implements HubStep {

  /** A masked vector and its digest. */
  record Input(IntVector vector, Bytes digest) {}

  private final HubParty party;
  private final Dealt dealt;
  private final Bytes transcript;
  private final TreeMap<Integer, Input> inputs = new TreeMap<>();

  HubInputs(HubParty party, Dealt dealt) {
    this.party = party;
    this.dealt = dealt;
    this.transcript = dealt.transcript();
  }

  @Override
  public String expects() {
    return Steps.INPUT;
  }

  @Override
  public Set<Integer> asked() {
    return dealt.shares().keySet();
  }

  @Override
  public Set<Integer> answered() {
    return inputs.keySet();
  }

  @Override
  public int enough() {
    return party.terms.floor();
  }

  @Override
  public Duration limit() {
    return party.terms.inputLimit();
  }

  @Override
  public void take(int site, SessionMessage message) {
    InputClaim claim = InputClaim.decode(message.body(), party.terms.sites());
    IntVector vector =
        message.vector().orElseThrow(() -> BodyReader.malformed("an input has a vector"));
    party.requireSigned(
        site,
        InputClaim.PURPOSE,
        InputClaim.statement(transcript, site, claim.digest()),
        claim.signature());
    party.checks.shape(party.terms, vector);
    party.checks.input(claim.digest(), VectorDigest.of(vector));
    inputs.put(site, new Input(vector, claim.digest()));
  }

  @Override
  public Next next() {
    List<Survivors.Input> named = new ArrayList<>();
    inputs.forEach((site, input) -> named.add(new Survivors.Input(site, input.digest())));
    Survivors survivors = new Survivors(transcript, named);
    List<IntVector> vectors = inputs.values().stream().map(Input::vector).toList();
    return Next.of(
        party.tell(inputs.keySet(), Steps.SURVIVORS, survivors.encode()),
        new HubConsents(party, dealt, survivors, vectors));
  }
}
