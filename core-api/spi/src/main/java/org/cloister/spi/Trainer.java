package org.cloister.spi;

import java.util.Optional;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Parts;
import org.cloister.model.Settings;
import org.cloister.model.SummedUpdate;

/** The local work of a round: SGD, Adam, FedProx, SCAFFOLD. */
public interface Trainer extends Role {

  /**
   * What it sends, shares and needs; also the place where settings are checked, before anything
   * runs.
   *
   * @param federated the layout of the federation
   * @throws org.cloister.model.CloisterException CL-0103 or CL-0104 for settings that do not fit
   */
  default TrainerContract contract(ParameterLayout federated, Settings settings) {
    return TrainerContract.plain();
  }

  /**
   * The values of the shared parts before the first round; none unless the contract shares some.
   */
  default Parts initialShared(ParameterLayout federated, Settings settings) {
    return Parts.none();
  }

  /**
   * Does the work. The same task gives the same bits.
   *
   * @throws InterruptedException if it was cancelled
   */
  TrainingResult train(TrainingTask task) throws InterruptedException;

  /**
   * The coordinator's half for the shared parts, independent of what the aggregator does with the
   * weights; pure, and sees sums only.
   *
   * @param shared the values that were broadcast
   * @param sum of this round
   * @param rosterSize how many sites the job has, whether or not they took part
   */
  default Parts fold(Parts shared, SummedUpdate sum, int rosterSize, Settings settings) {
    return shared;
  }

  /**
   * The site's own trainable vector, if this trainer keeps one (Ditto, pFedMe), for evaluation at
   * home.
   */
  default Optional<FloatVector> personal(SiteState state) {
    return Optional.empty();
  }
}
