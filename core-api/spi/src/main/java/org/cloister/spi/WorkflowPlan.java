package org.cloister.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cloister.model.CloisterException;
import org.cloister.model.ErrorCode;
import org.cloister.model.Ids;
import org.cloister.model.Quoted;

/**
 * A workflow: agents and what comes after what, without cycles. START nodes run once, ROUND nodes
 * once a round until an agent says {@link Command.Stop}, END nodes once. Nodes that do not depend
 * on each other run at the same time.
 *
 * @param nodes in an order in which every node stands after those it depends on; as given where
 *     that leaves a choice
 */
public record WorkflowPlan(List<WorkflowNode> nodes) {

  /**
   * Sorts the nodes.
   *
   * @throws CloisterException {@link ErrorCode#WORKFLOW_CYCLE} with the path of a cycle; {@link
   *     ErrorCode#WORKFLOW_INVALID} for an unknown or repeated id, a dependency on a later phase,
   *     or no node at all
   */
  public WorkflowPlan {
    nodes = sorted(nodes);
  }

  /** An empty plan to add to. */
  public static Builder builder() {
    return new Builder();
  }

  /** The nodes of a phase in order. */
  public List<WorkflowNode> nodes(WorkflowNode.Phase phase) {
    return nodes.stream().filter(node -> node.phase() == phase).toList();
  }

  private static List<WorkflowNode> sorted(List<WorkflowNode> nodes) {
    CloisterException.require(
        !nodes.isEmpty(), ErrorCode.WORKFLOW_INVALID, "A workflow must have at least one agent.");
    Map<String, WorkflowNode> byId = new LinkedHashMap<>();
    for (WorkflowNode node : nodes) {
      CloisterException.require(
          byId.put(node.id(), node) == null,
          ErrorCode.WORKFLOW_INVALID,
          "Agent ids must be unique, " + node.id() + " stands twice.");
    }
    for (WorkflowNode node : nodes) {
      for (String before : node.after()) {
        WorkflowNode earlier = byId.get(before);
        CloisterException.require(
            earlier != null,
            ErrorCode.WORKFLOW_INVALID,
            "Agent "
                + node.id()
                + " comes after "
                + Quoted.of(before)
                + ", which does not exist; there are "
                + byId.keySet()
                + ".");
        CloisterException.require(
            earlier != null && earlier.phase().compareTo(node.phase()) <= 0,
            ErrorCode.WORKFLOW_INVALID,
            "Agent "
                + node.id()
                + " of phase "
                + node.phase()
                + " cannot come after "
                + before
                + ", which runs in a later phase.");
      }
    }
    List<WorkflowNode> order = new ArrayList<>();
    Set<String> done = new LinkedHashSet<>();
    for (WorkflowNode node : nodes) {
      visit(node, byId, done, new LinkedHashSet<>(), order);
    }
    return List.copyOf(order);
  }

  private static void visit(
      WorkflowNode node,
      Map<String, WorkflowNode> byId,
      Set<String> done,
      LinkedHashSet<String> path,
      List<WorkflowNode> order) {
    if (done.contains(node.id())) {
      return;
    }
    if (!path.add(node.id())) {
      List<String> cycle = new ArrayList<>(path);
      cycle = new ArrayList<>(cycle.subList(cycle.indexOf(node.id()), cycle.size()));
      cycle.add(node.id());
      throw new CloisterException(
          ErrorCode.WORKFLOW_CYCLE,
          "The agents wait for each other in a circle: "
              + String.join(" after ", cycle)
              + ". Remove one of these dependencies.");
    }
    for (String before : node.after()) {
      WorkflowNode earlier = byId.get(before);
      if (earlier != null) {
        visit(earlier, byId, done, path, order);
      }
    }
    path.remove(node.id());
    done.add(node.id());
    order.add(node);
  }

  /** Collects agents and dependencies. Not thread-safe. */
  public static final class Builder {
    private final Map<String, WorkflowNode> nodes = new LinkedHashMap<>();

    private Builder() {}

    /** Adds an agent. */
    public Builder addAgent(String id, WorkflowNode.Phase phase, WorkflowAgent<?> agent) {
      CloisterException.require(
          nodes.put(
                  id,
                  new WorkflowNode(Ids.require("workflow node id", id), phase, agent, List.of()))
              == null,
          ErrorCode.WORKFLOW_INVALID,
          "Agent ids must be unique, " + id + " stands twice.");
      return this;
    }

    /**
     * Lets the agent {@code id} wait for the agent {@code before}; the agent {@code id} must have
     * been added.
     */
    public Builder addDependency(String id, String before) {
      WorkflowNode node = nodes.get(id);
      if (node == null) {
        throw new CloisterException(
            ErrorCode.WORKFLOW_INVALID,
            "There is no agent " + Quoted.of(id) + "; there are " + nodes.keySet() + ".");
      }
      List<String> after = new ArrayList<>(node.after());
      after.add(before);
      nodes.put(id, new WorkflowNode(id, node.phase(), node.agent(), after));
      return this;
    }

    /** The plan. */
    public WorkflowPlan build() {
      return new WorkflowPlan(List.copyOf(nodes.values()));
    }
  }
}
