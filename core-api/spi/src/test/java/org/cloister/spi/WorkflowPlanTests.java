package org.cloister.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.spi.WorkflowNode.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class WorkflowPlanTests {

  private static final class Idle implements WorkflowAgent<String> {
    @Override
    public String initial(JobFacts job) {
      return "";
    }

    @Override
    public String on(String state, Event event) {
      return state;
    }

    @Override
    public List<Command> decide(String state) {
      return List.of();
    }
  }

  private static WorkflowNode node(String id, Phase phase, String... after) {
    return new WorkflowNode(id, phase, new Idle(), List.of(after));
  }

  private static List<String> order(WorkflowNode... nodes) {
    return new WorkflowPlan(List.of(nodes)).nodes().stream().map(WorkflowNode::id).toList();
  }

  private static String refusal(ErrorCode code, Executable executable) {
    CloisterException e = assertThrows(CloisterException.class, executable);
    assertEquals(code, e.code());
    return e.getMessage();
  }

  @Test
  void nodes_ofADiamond_standAfterWhatTheyDependOn() {
    assertEquals(
        List.of("a", "c", "b", "d"),
        order(
            node("d", Phase.ROUND, "c", "b"),
            node("b", Phase.ROUND, "a"),
            node("c", Phase.ROUND, "a"),
            node("a", Phase.ROUND)));
  }

  @Test
  void nodes_withoutDependencies_stayAsGiven() {
    assertEquals(
        List.of("z", "a", "m"),
        order(node("z", Phase.ROUND), node("a", Phase.ROUND), node("m", Phase.ROUND)));
  }

  @Test
  void nodes_ofAPhase_areThoseOfIt() {
    WorkflowPlan plan =
        new WorkflowPlan(
            List.of(node("a", Phase.START), node("b", Phase.ROUND, "a"), node("c", Phase.END)));
    assertEquals(List.of("b"), plan.nodes(Phase.ROUND).stream().map(WorkflowNode::id).toList());
  }

  @Test
  void new_withACircle_namesItsPath() {
    String message =
        refusal(
            ErrorCode.WORKFLOW_CYCLE,
            () ->
                order(
                    node("start", Phase.ROUND, "a"),
                    node("a", Phase.ROUND, "b"),
                    node("b", Phase.ROUND, "c"),
                    node("c", Phase.ROUND, "a")));
    assertTrue(message.contains("a after b after c after a."), message);
  }

  @Test
  void new_withANodeAfterItself_isRefused() {
    String message = refusal(ErrorCode.WORKFLOW_CYCLE, () -> order(node("a", Phase.ROUND, "a")));
    assertTrue(message.contains("a after a."), message);
  }

  @Test
  void new_withWrongNodes_saysWhatIsWrong() {
    refusal(ErrorCode.WORKFLOW_INVALID, () -> order());
    String twice =
        refusal(
            ErrorCode.WORKFLOW_INVALID,
            () -> order(node("a", Phase.ROUND), node("a", Phase.ROUND)));
    assertTrue(twice.contains("a stands twice"), twice);
    String unknown =
        refusal(ErrorCode.WORKFLOW_INVALID, () -> order(node("a", Phase.ROUND, "ghost")));
    assertTrue(unknown.contains("\"ghost\""), unknown);
    String later =
        refusal(
            ErrorCode.WORKFLOW_INVALID,
            () -> order(node("a", Phase.START, "b"), node("b", Phase.ROUND)));
    assertTrue(later.contains("later phase"), later);
  }

  @Test
  void builder_addsDependencies() {
    WorkflowPlan plan =
        WorkflowPlan.builder()
            .addAgent("second", Phase.ROUND, new Idle())
            .addAgent("first", Phase.ROUND, new Idle())
            .addDependency("second", "first")
            .build();
    assertEquals(List.of("first", "second"), plan.nodes().stream().map(WorkflowNode::id).toList());
    assertEquals(List.of("first"), plan.nodes().get(1).after());
  }

  @Test
  void builder_withWrongAgents_refuses() {
    WorkflowPlan.Builder builder = WorkflowPlan.builder().addAgent("a", Phase.ROUND, new Idle());
    refusal(ErrorCode.WORKFLOW_INVALID, () -> builder.addAgent("a", Phase.ROUND, new Idle()));
    refusal(ErrorCode.WORKFLOW_INVALID, () -> builder.addDependency("ghost", "a"));
    refusal(ErrorCode.JOB_INVALID, () -> builder.addAgent("no id", Phase.ROUND, new Idle()));
  }
}
