package org.cloister.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.cloister.engine.Effect;
import org.cloister.engine.JobOutcome;
import org.cloister.engine.Message;
import org.cloister.engine.Signal;
import org.cloister.ledger.entry.ContributionEntry;
import org.cloister.model.Bytes;
import org.cloister.model.Contribution;
import org.cloister.model.Digest;
import org.cloister.model.Parts;
import org.cloister.node.PartyLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A site that answers an ask twice, each time with a statement that is true of what it sends. */
@Timeout(120)
class SecondAnswerTests {
  private static final int ROUNDS = 2;
  private static final String TWICE = "site-1";

  @TempDir Path folder;
  private Consortium all;
  private final List<Digest> stated = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void found() throws Exception {
    all = new Consortium(folder, 3);
    all.between.put(TWICE, Noting::new);
  }

  private void run(boolean another) {
    all.instead.put(TWICE, new Scripted(signal -> twice(signal, another)));
    assertInstanceOf(JobOutcome.Completed.class, all.run(ROUNDS));
    // The last round may end between the two.
    assertTrue(stated.size() >= 2 * ROUNDS - 1, stated::toString);
  }

  private static List<Effect> twice(Signal signal, boolean another) {
    List<Effect> effects = new ArrayList<>();
    for (Effect effect : Consortium.answer(signal)) {
      effects.add(effect);
      if (effect instanceof Effect.Send send && send.message() instanceof Message.Answer answer) {
        Contribution first = answer.contribution();
        Contribution second =
            new Contribution(first.base(), another ? 1000 : first.weight(), Parts.none());
        effects.add(
            new Effect.Send(
                send.to(),
                new Message.Answer(answer.ask(), second, answer.compressed(), answer.resources())));
      }
    }
    return effects;
  }

  private void assertFirstOnesStand() throws Exception {
    List<String> mine =
        all.entries("contribution").stream().filter(line -> line.contains(TWICE)).toList();
    assertEquals(ROUNDS, mine.size(), mine::toString);
    for (int round = 0; round < ROUNDS; round++) {
      String update = stated.get(2 * round).hex();
      assertTrue(mine.get(round).contains(update), mine.get(round));
    }
    String report = all.verified();
    assertTrue(report.startsWith("0\n"), report);
  }

  @Test
  void answer_another_isRefusedAndTheFirstStands() throws Exception {
    run(true);
    assertFirstOnesStand();
    List<String> incidents = all.entries("incident");
    assertTrue(!incidents.isEmpty() && incidents.size() <= ROUNDS, incidents::toString);
    for (String line : incidents) {
      assertTrue(line.contains("CL-0503"), line);
      assertTrue(line.contains("\"party\":\"" + TWICE + "\""), line);
    }
  }

  @Test
  void answer_theSameAgain_isNoIncident() throws Exception {
    run(false);
    assertFirstOnesStand();
    assertEquals(List.of(), all.entries("incident"));
  }

  /** Notes what a site states. */
  private final class Noting extends Passing {
    Noting(PartyLedger own) {
      super(own);
    }

    @Override
    public Optional<Bytes> of(String to, Message message, Digest digest) {
      Optional<Bytes> statement = super.of(to, message, digest);
      statement.ifPresent(
          bytes -> {
            Statement said =
                Statement.read(bytes, name -> Optional.of(all.signing.get(TWICE).verifyingKey()));
            stated.add(((ContributionEntry) said.contribution().body()).update());
          });
      return statement;
    }
  }
}
