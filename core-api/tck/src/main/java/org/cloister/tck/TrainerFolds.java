package org.cloister.tck;

import java.util.ArrayList;
import java.util.List;
import org.cloister.model.Part;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;
import org.cloister.spi.Trainer;
import org.cloister.spi.TrainerContract;

/** Rules about the coordinator's half of a trainer. */
final class TrainerFolds {

  private static final int SITES = 3;
  private static final int ROSTER = 5;

  private TrainerFolds() {}

  static void check(
      Checklist list, Trainer role, TrainerContract contract, Parts shared, Settings settings) {
    list.rule(
        "fold_matchesContract",
        "fold must give exactly the shared parts of the contract, with their kinds and lengths.",
        () ->
            Samples.fits(role.fold(shared, sum(contract, 1), ROSTER, settings), contract.shared()));
    list.rule(
        "fold_isPure",
        "fold must give the same bits for the same arguments.",
        () -> {
          String first = Fingerprint.of(role.fold(shared, sum(contract, 2), ROSTER, settings));
          return first.equals(
              Fingerprint.of(role.fold(shared, sum(contract, 2), ROSTER, settings)));
        });
  }

  private static SummedUpdate sum(TrainerContract contract, long seed) {
    List<Part> parts = new ArrayList<>(contract.parts());
    parts.add(
        Part.weighted(
            Part.DELTA, new Part.Kind.Tensors(Samples.sharedLength(), Double.POSITIVE_INFINITY)));
    parts.add(Part.weighted(Part.TRAINING_LOSS, new Part.Kind.Scalars(1, 0, 1000, 0.001)));
    return new SummedUpdate(
        Samples.model(11).version(), 10.0 * SITES, SITES, Samples.parts(parts, SITES, seed));
  }
}
