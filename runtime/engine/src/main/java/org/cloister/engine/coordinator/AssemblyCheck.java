package org.cloister.engine.coordinator;

import java.util.Set;
import java.util.TreeSet;
import org.cloister.engine.JobTerms;
import org.cloister.engine.data.SiteDataset;
import org.cloister.engine.round.Models;
import org.cloister.engine.round.RoundParts;
import org.cloister.model.BatchSchema;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.FloatVector;
import org.cloister.model.ParameterLayout;
import org.cloister.model.Part;
import org.cloister.model.Placement;
import org.cloister.model.Settings;
import org.cloister.port.AggregationRoute;
import org.cloister.port.Assembly;
import org.cloister.port.Configured;
import org.cloister.spi.Aggregator;
import org.cloister.spi.DataQuery;
import org.cloister.spi.HessianProducts;
import org.cloister.spi.ModelSession;
import org.cloister.spi.Needs;
import org.cloister.spi.PerExampleNorms;
import org.cloister.spi.SumQuery;
import org.cloister.spi.Trainer;
import org.cloister.spi.Workflow;

/**
 * Whether the plugins of a job fit together, checked before anything starts; what the types forbid
 * never gets here.
 */
public final class AssemblyCheck {
  private AssemblyCheck() {}

  /**
   * Refuses with a sentence that names both sides and the way out.
   *
   * @throws CloisterException {@link ErrorCode#PART_MISSING}, {@link ErrorCode#CAPABILITY_MISSING},
   *     {@link ErrorCode#PROTECTION_REFUSED} or {@link ErrorCode#JOB_INVALID}; whatever a plugin
   *     says of its settings
   */
  public static void check(JobTerms terms, Assembly assembly) {
    ParameterLayout layout = Models.federatedLayout(terms, assembly);
    checkPreparation(terms, assembly);
    Configured<Trainer> trainer = assembly.trainer();
    Set<String> offered = new TreeSet<>();
    RoundParts.training(terms, assembly, layout).forEach(part -> offered.add(part.name()));
    offered.remove(Part.TRAINING_LOSS);
    Configured<? extends Aggregator> aggregator = assembly.route().aggregator();
    for (String needed : aggregator.role().needs(aggregator.settings())) {
      CloisterException.require(
          offered.contains(needed),
          ErrorCode.PART_MISSING,
          "Aggregator "
              + aggregator.role().id()
              + " needs the part "
              + needed
              + ", trainer "
              + trainer.role().id()
              + " sends "
              + offered
              + "; use a trainer that sends it, or another aggregator.");
    }
    Needs needs = trainer.role().contract(layout, trainer.settings()).needs();
    CloisterException.require(
        !needs.episodes() || assembly.episodes().isPresent(),
        ErrorCode.CAPABILITY_MISSING,
        "Trainer " + trainer.role().id() + " needs episodes; name an episode sampler in the job.");
    checkPrivacy(terms, assembly, needs, offered);
    FloatVector frozen = frozen(terms, layout);
    try (ModelSession session = session(terms, assembly, layout, frozen)) {
      CloisterException.require(
          !needs.secondOrder() || session instanceof HessianProducts,
          ErrorCode.CAPABILITY_MISSING,
          "Trainer "
              + trainer.role().id()
              + " needs second-order gradients, which model "
              + assembly.architecture().role().id()
              + " does not offer; use another model or a first-order trainer.");
      CloisterException.require(
          assembly.gradientPrivacy().isEmpty() || session instanceof PerExampleNorms,
          ErrorCode.CAPABILITY_MISSING,
          "DP-SGD needs per-example gradient norms, which model "
              + assembly.architecture().role().id()
              + " does not offer.");
    }
  }

  private static void checkPreparation(JobTerms terms, Assembly assembly) {
    if (!PreparedWorkflow.needed(terms)) {
      return;
    }
    String statistics = PreparedWorkflow.STATISTICS;
    SumQuery query = assembly.queries().get(statistics);
    Workflow workflow = assembly.workflows().get(statistics);
    if (workflow == null || !(query instanceof DataQuery)) {
      throw new CloisterException(
          ErrorCode.PLUGIN_NOT_FOUND,
          "Scaling or imputing over all sites needs the workflow "
              + statistics
              + " and the query of that name, and no bundle offers them; install one that does, or"
              + " set standardise to site.");
    }
    Settings settings = PreparedWorkflow.settings(terms.preparation());
    workflow.plan(settings);
    query.parts(terms.schema(), settings);
  }

  /** What would leave a site without the protection that the job says it has. */
  private static void checkPrivacy(
      JobTerms terms, Assembly assembly, Needs needs, Set<String> offered) {
    CloisterException.require(
        assembly.gradientPrivacy().isEmpty() || !(needs.episodes() || needs.secondOrder()),
        ErrorCode.CAPABILITY_MISSING,
        "Trainer "
            + assembly.trainer().role().id()
            + " needs episodes or second-order gradients, which a private objective does not"
            + " offer; use another trainer, or protect what leaves the site.");
    boolean noisyChange =
        assembly.route() instanceof AggregationRoute.Open open && open.noise().isPresent();
    CloisterException.require(
        !noisyChange || Double.isFinite(terms.clipNorm()),
        ErrorCode.JOB_INVALID,
        "Noise on a site's change needs a clip norm; set clip-norm.");
    CloisterException.require(
        !noisyChange || offered.equals(Set.of(Part.DELTA)),
        ErrorCode.PROTECTION_REFUSED,
        "Trainer "
            + assembly.trainer().role().id()
            + " sends "
            + offered
            + ", and noise on the open route covers only the change of the weights; use a trainer"
            + " that sends nothing else, or noise under a sum.");
  }

  private static FloatVector frozen(JobTerms terms, ParameterLayout layout) {
    long expected = layout.length(Placement.FROZEN);
    FloatVector frozen = terms.base().orElse(FloatVector.zeros(0));
    CloisterException.require(
        frozen.length() == expected,
        ErrorCode.JOB_INVALID,
        "The base model must have "
            + expected
            + " values, as the model's frozen tensors do; it has "
            + frozen.length()
            + ".");
    return frozen;
  }

  private static ModelSession session(
      JobTerms terms, Assembly assembly, ParameterLayout layout, FloatVector frozen) {
    BatchSchema schema = SiteDataset.federated(terms.schema(), terms.preparation());
    return assembly
        .architecture()
        .role()
        .open(schema, layout, assembly.architecture().settings(), frozen, 1);
  }
}
