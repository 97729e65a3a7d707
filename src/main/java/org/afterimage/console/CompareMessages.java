package org.afterimage.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the compare page in English; {@code messages/compare_de.properties} has them in German. */
@MessageBundle("compare")
public interface CompareMessages {
    @Message("Compare")
    String title();

    @Message("Compare the images")
    String open();

    @Message("Source")
    String source();

    @Message("Derived")
    String derived();

    @Message("Change")
    String change();

    @Message("SYNTHETIC – research use, not for diagnosis")
    String mark();

    @Message("SYNTHETIC · research use")
    String burnedIn();

    @Message("Side by side")
    String sideBySide();

    @Message("Slider")
    String slider();

    @Message("Border between source and derived image")
    String divider();

    @Message("Change map")
    String changeMap();

    @Message("Opacity of the change map")
    String opacity();

    @Message("brighter than the source")
    String brighter();

    @Message("darker than the source")
    String darker();

    @Message("Window")
    String window();

    @Message("as stored")
    String asStored();

    @Message("Lung")
    String lung();

    @Message("Soft tissue")
    String softTissue();

    @Message("Bone")
    String bone();

    @Message("Brain")
    String brain();

    @Message("Level")
    String center();

    @Message("Width")
    String width();

    @Message("same in both")
    String linked();

    @Message("Whole image")
    String reset();

    @Message("Keys and mouse")
    String help();

    @Message("Close")
    String close();

    @Message("Slice")
    String slice();

    @Message("Findings of the checks")
    String checks();

    @Message("held")
    String held();

    @Message("warning")
    String warned();

    @Message("stored")
    String stored();

    @Message("Difference")
    String difference();

    @Message("There is no such slice in this series.")
    String noSuchSlice();

    @Message("Nothing was derived from this series.")
    String nothingDerived();

    @Message("The files of this study were purged.")
    String purged();

    @Message("This series has no images that can be shown.")
    String noImages();

    @Message("Instances that are no images or cannot be read:")
    String leftOut();

    @Message("Point at the image for pixel values.")
    String pointAt();

    @Message("one slice on or back: wheel, arrow keys")
    String keySlices();

    @Message("ten slices: Page up, Page down; first and last: Home, End")
    String keyPages();

    @Message("window: drag, to the right wider, up brighter; as stored, lung, soft tissue, bone, brain: 0 to 4")
    String keyWindow();

    @Message("zoom: Ctrl and wheel, right button, + and -; move: Shift and drag, middle button; whole image: R")
    String keyZoom();

    @Message("slider: S; move its border: [ and ]")
    String keySlider();

    @Message("change map: C")
    String keyChange();
}
