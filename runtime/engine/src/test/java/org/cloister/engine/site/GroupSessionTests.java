package org.cloister.engine.site;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cloister.engine.Message;
import org.cloister.engine.groups.GroupDraw;
import org.cloister.model.CloisterException;
import org.cloister.model.Digest;
import org.cloister.model.ErrorCode;
import org.cloister.spi.SiteTask;
import org.junit.jupiter.api.Test;

/** Sessions that a site with a group is asked into; each refusal has its check, and a twin. */
class GroupSessionTests {
  private static final int SIZE = 4;

  private static Message.Ask ask(List<String> session, Optional<Digest> draw) {
    return new Message.Ask(
        7,
        1,
        1,
        "train",
        SiteTask.Train.steps(1),
        Optional.empty(),
        List.of(),
        session,
        Duration.ofSeconds(1),
        draw);
  }

  private static Message.Ask of(GroupDraw draw, List<String> session) {
    return ask(session, Optional.of(draw.digest()));
  }

  private static List<String> own(GroupDraw draw) {
    return draw.groupOf("a", SIZE).orElseThrow();
  }

  private static List<String> others(GroupDraw draw) {
    return draw.groups(SIZE).stream()
        .filter(group -> !group.contains("a"))
        .findFirst()
        .orElseThrow();
  }

  private static void refused(GroupChecks without, Function<GroupDraw, Message.Ask> attack) {
    DrawLab lab = new DrawLab(new GroupChecks());
    GroupDraw draw = lab.drawn();
    CloisterException refused =
        assertThrows(CloisterException.class, () -> lab.site().require(SIZE, attack.apply(draw)));
    assertEquals(ErrorCode.GROUP_REFUSED, refused.code());
    DrawLab twin = new DrawLab(without);
    GroupDraw drawn = twin.drawn();
    assertDoesNotThrow(() -> twin.site().require(SIZE, attack.apply(drawn)));
  }

  @Test
  void session_ofItsGroup_isTakenAlsoAfterARestart() {
    DrawLab lab = new DrawLab(new GroupChecks());
    GroupDraw draw = lab.drawn();
    lab.site().require(SIZE, of(draw, own(draw)));
    lab.restart();
    lab.site().require(SIZE, of(draw, own(draw)));
  }

  @Test
  void session_withOneSiteOfAnotherGroup_isRefused() {
    refused(
        new GroupChecks() {
          @Override
          void ownGroup(List<String> group, List<String> session) {}
        },
        draw -> {
          List<String> mixed = new ArrayList<>(own(draw));
          mixed.set(mixed.indexOf("a") == 0 ? 1 : 0, others(draw).get(0));
          return of(draw, mixed);
        });
  }

  @Test
  void session_withASiteTwice_isRefused() {
    refused(
        new GroupChecks() {
          @Override
          void distinct(List<String> session) {}
        },
        draw -> {
          List<String> twice = new ArrayList<>(own(draw));
          twice.set(3, twice.get(2).equals("a") ? twice.get(1) : twice.get(2));
          return of(draw, twice);
        });
  }

  @Test
  void session_ofFewerThanFour_isRefused() {
    refused(
        new GroupChecks() {
          @Override
          void enough(String self, List<String> session) {}
        },
        draw -> of(draw, own(draw).stream().limit(3).toList()));
    refused(
        new GroupChecks() {
          @Override
          void enough(String self, List<String> session) {}
        },
        draw -> of(draw, List.of()));
  }

  @Test
  void session_boundToNoDrawOrToAnother_isRefused() {
    for (Optional<Digest> other : List.of(Optional.<Digest>empty(), Optional.of(Digest.of("x")))) {
      refused(
          new GroupChecks() {
            @Override
            void sameDraw(GroupDraw draw, Optional<Digest> named) {}
          },
          draw -> ask(own(draw), other));
    }
  }

  /** The twin of a site that came late takes the coordinator's word for a draw. */
  @Test
  void session_beforeADraw_isRefused() {
    GroupDraw told = new DrawLab(new GroupChecks()).drawn();
    DrawLab late = new DrawLab(new GroupChecks());
    CloisterException refused =
        assertThrows(CloisterException.class, () -> late.site().require(SIZE, of(told, own(told))));
    assertEquals(ErrorCode.GROUP_REFUSED, refused.code());
    DrawLab twin =
        new DrawLab(
            new GroupChecks() {
              @Override
              GroupDraw drawn(Optional<GroupDraw> draw) {
                return told;
              }
            });
    assertDoesNotThrow(() -> twin.site().require(SIZE, of(told, own(told))));
  }
}
