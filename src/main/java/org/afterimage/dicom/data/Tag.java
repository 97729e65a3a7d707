package org.afterimage.dicom.data;

/**
 * Data element tags as {@code int} values, group number in the upper and element number in the lower 16 bits (PS3.5 7.1).
 *
 * <p>The constants are those this project names in code, spelt after the keyword of PS3.6; {@link Dictionary} knows them all.
 */
public final class Tag {

    // Command elements (PS3.7 E.1).

    /** Command Group Length (0000,0000). */
    public static final int COMMAND_GROUP_LENGTH = 0x00000000;

    /** Affected SOP Class UID (0000,0002). */
    public static final int AFFECTED_SOP_CLASS_UID = 0x00000002;

    /** Requested SOP Class UID (0000,0003). */
    public static final int REQUESTED_SOP_CLASS_UID = 0x00000003;

    /** Command Field (0000,0100). */
    public static final int COMMAND_FIELD = 0x00000100;

    /** Message ID (0000,0110). */
    public static final int MESSAGE_ID = 0x00000110;

    /** Message ID Being Responded To (0000,0120). */
    public static final int MESSAGE_ID_BEING_RESPONDED_TO = 0x00000120;

    /** Move Destination (0000,0600). */
    public static final int MOVE_DESTINATION = 0x00000600;

    /** Priority (0000,0700). */
    public static final int PRIORITY = 0x00000700;

    /** Command Data Set Type (0000,0800). */
    public static final int COMMAND_DATA_SET_TYPE = 0x00000800;

    /** Status (0000,0900). */
    public static final int STATUS = 0x00000900;

    /** Offending Element (0000,0901). */
    public static final int OFFENDING_ELEMENT = 0x00000901;

    /** Error Comment (0000,0902). */
    public static final int ERROR_COMMENT = 0x00000902;

    /** Error ID (0000,0903). */
    public static final int ERROR_ID = 0x00000903;

    /** Affected SOP Instance UID (0000,1000). */
    public static final int AFFECTED_SOP_INSTANCE_UID = 0x00001000;

    /** Requested SOP Instance UID (0000,1001). */
    public static final int REQUESTED_SOP_INSTANCE_UID = 0x00001001;

    /** Event Type ID (0000,1002). */
    public static final int EVENT_TYPE_ID = 0x00001002;

    /** Attribute Identifier List (0000,1005). */
    public static final int ATTRIBUTE_IDENTIFIER_LIST = 0x00001005;

    /** Action Type ID (0000,1008). */
    public static final int ACTION_TYPE_ID = 0x00001008;

    /** Number of Remaining Sub-operations (0000,1020). */
    public static final int NUMBER_OF_REMAINING_SUB_OPERATIONS = 0x00001020;

    /** Number of Completed Sub-operations (0000,1021). */
    public static final int NUMBER_OF_COMPLETED_SUB_OPERATIONS = 0x00001021;

    /** Number of Failed Sub-operations (0000,1022). */
    public static final int NUMBER_OF_FAILED_SUB_OPERATIONS = 0x00001022;

    /** Number of Warning Sub-operations (0000,1023). */
    public static final int NUMBER_OF_WARNING_SUB_OPERATIONS = 0x00001023;

    /** Move Originator Application Entity Title (0000,1030). */
    public static final int MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE = 0x00001030;

    /** Move Originator Message ID (0000,1031). */
    public static final int MOVE_ORIGINATOR_MESSAGE_ID = 0x00001031;

    // File meta information (PS3.10 7.1).

    /** File Meta Information Group Length (0002,0000). */
    public static final int FILE_META_INFORMATION_GROUP_LENGTH = 0x00020000;

    /** File Meta Information Version (0002,0001). */
    public static final int FILE_META_INFORMATION_VERSION = 0x00020001;

    /** Media Storage SOP Class UID (0002,0002). */
    public static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;

    /** Media Storage SOP Instance UID (0002,0003). */
    public static final int MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;

    /** Transfer Syntax UID (0002,0010). */
    public static final int TRANSFER_SYNTAX_UID = 0x00020010;

    /** Implementation Class UID (0002,0012). */
    public static final int IMPLEMENTATION_CLASS_UID = 0x00020012;

    /** Implementation Version Name (0002,0013). */
    public static final int IMPLEMENTATION_VERSION_NAME = 0x00020013;

    /** Source Application Entity Title (0002,0016). */
    public static final int SOURCE_APPLICATION_ENTITY_TITLE = 0x00020016;

    /** Sending Application Entity Title (0002,0017). */
    public static final int SENDING_APPLICATION_ENTITY_TITLE = 0x00020017;

    /** Receiving Application Entity Title (0002,0018). */
    public static final int RECEIVING_APPLICATION_ENTITY_TITLE = 0x00020018;

    // SOP Common, study, series and equipment.

    /** Specific Character Set (0008,0005). */
    public static final int SPECIFIC_CHARACTER_SET = 0x00080005;

    /** Image Type (0008,0008). */
    public static final int IMAGE_TYPE = 0x00080008;

    /** Instance Creation Date (0008,0012). */
    public static final int INSTANCE_CREATION_DATE = 0x00080012;

    /** Instance Creation Time (0008,0013). */
    public static final int INSTANCE_CREATION_TIME = 0x00080013;

    /** Instance Creator UID (0008,0014). */
    public static final int INSTANCE_CREATOR_UID = 0x00080014;

    /** SOP Class UID (0008,0016). */
    public static final int SOP_CLASS_UID = 0x00080016;

    /** SOP Instance UID (0008,0018). */
    public static final int SOP_INSTANCE_UID = 0x00080018;

    /** Synthetic Data (0008,001C). */
    public static final int SYNTHETIC_DATA = 0x0008001C;

    /** Study Date (0008,0020). */
    public static final int STUDY_DATE = 0x00080020;

    /** Series Date (0008,0021). */
    public static final int SERIES_DATE = 0x00080021;

    /** Acquisition Date (0008,0022). */
    public static final int ACQUISITION_DATE = 0x00080022;

    /** Content Date (0008,0023). */
    public static final int CONTENT_DATE = 0x00080023;

    /** Acquisition DateTime (0008,002A). */
    public static final int ACQUISITION_DATETIME = 0x0008002A;

    /** Study Time (0008,0030). */
    public static final int STUDY_TIME = 0x00080030;

    /** Series Time (0008,0031). */
    public static final int SERIES_TIME = 0x00080031;

    /** Acquisition Time (0008,0032). */
    public static final int ACQUISITION_TIME = 0x00080032;

    /** Content Time (0008,0033). */
    public static final int CONTENT_TIME = 0x00080033;

    /** Accession Number (0008,0050). */
    public static final int ACCESSION_NUMBER = 0x00080050;

    /** Issuer of Accession Number Sequence (0008,0051). */
    public static final int ISSUER_OF_ACCESSION_NUMBER_SEQUENCE = 0x00080051;

    /** Query/Retrieve Level (0008,0052). */
    public static final int QUERY_RETRIEVE_LEVEL = 0x00080052;

    /** Retrieve AE Title (0008,0054). */
    public static final int RETRIEVE_AE_TITLE = 0x00080054;

    /** Instance Availability (0008,0056). */
    public static final int INSTANCE_AVAILABILITY = 0x00080056;

    /** Failed SOP Instance UID List (0008,0058). */
    public static final int FAILED_SOP_INSTANCE_UID_LIST = 0x00080058;

    /** Modality (0008,0060). */
    public static final int MODALITY = 0x00080060;

    /** Modalities in Study (0008,0061). */
    public static final int MODALITIES_IN_STUDY = 0x00080061;

    /** SOP Classes in Study (0008,0062). */
    public static final int SOP_CLASSES_IN_STUDY = 0x00080062;

    /** Conversion Type (0008,0064). */
    public static final int CONVERSION_TYPE = 0x00080064;

    /** Presentation Intent Type (0008,0068). */
    public static final int PRESENTATION_INTENT_TYPE = 0x00080068;

    /** Manufacturer (0008,0070). */
    public static final int MANUFACTURER = 0x00080070;

    /** Institution Name (0008,0080). */
    public static final int INSTITUTION_NAME = 0x00080080;

    /** Institution Address (0008,0081). */
    public static final int INSTITUTION_ADDRESS = 0x00080081;

    /** Referring Physician's Name (0008,0090). */
    public static final int REFERRING_PHYSICIAN_NAME = 0x00080090;

    /** Code Value (0008,0100). */
    public static final int CODE_VALUE = 0x00080100;

    /** Coding Scheme Designator (0008,0102). */
    public static final int CODING_SCHEME_DESIGNATOR = 0x00080102;

    /** Coding Scheme Version (0008,0103). */
    public static final int CODING_SCHEME_VERSION = 0x00080103;

    /** Code Meaning (0008,0104). */
    public static final int CODE_MEANING = 0x00080104;

    /** Coding Scheme Identification Sequence (0008,0110). */
    public static final int CODING_SCHEME_IDENTIFICATION_SEQUENCE = 0x00080110;

    /** Coding Scheme Registry (0008,0112). */
    public static final int CODING_SCHEME_REGISTRY = 0x00080112;

    /** Coding Scheme UID (0008,010C). */
    public static final int CODING_SCHEME_UID = 0x0008010C;

    /** Coding Scheme External ID (0008,0114). */
    public static final int CODING_SCHEME_EXTERNAL_ID = 0x00080114;

    /** Coding Scheme Name (0008,0115). */
    public static final int CODING_SCHEME_NAME = 0x00080115;

    /** Coding Scheme Responsible Organization (0008,0116). */
    public static final int CODING_SCHEME_RESPONSIBLE_ORGANIZATION = 0x00080116;

    /** Timezone Offset From UTC (0008,0201). */
    public static final int TIMEZONE_OFFSET_FROM_UTC = 0x00080201;

    /** Station Name (0008,1010). */
    public static final int STATION_NAME = 0x00081010;

    /** Study Description (0008,1030). */
    public static final int STUDY_DESCRIPTION = 0x00081030;

    /** Procedure Code Sequence (0008,1032). */
    public static final int PROCEDURE_CODE_SEQUENCE = 0x00081032;

    /** Series Description (0008,103E). */
    public static final int SERIES_DESCRIPTION = 0x0008103E;

    /** Series Description Code Sequence (0008,103F). */
    public static final int SERIES_DESCRIPTION_CODE_SEQUENCE = 0x0008103F;

    /** Institutional Department Name (0008,1040). */
    public static final int INSTITUTIONAL_DEPARTMENT_NAME = 0x00081040;

    /** Physician(s) of Record (0008,1048). */
    public static final int PHYSICIANS_OF_RECORD = 0x00081048;

    /** Performing Physician's Name (0008,1050). */
    public static final int PERFORMING_PHYSICIAN_NAME = 0x00081050;

    /** Name of Physician(s) Reading Study (0008,1060). */
    public static final int NAME_OF_PHYSICIANS_READING_STUDY = 0x00081060;

    /** Operators' Name (0008,1070). */
    public static final int OPERATORS_NAME = 0x00081070;

    /** Manufacturer's Model Name (0008,1090). */
    public static final int MANUFACTURER_MODEL_NAME = 0x00081090;

    /** Referenced Study Sequence (0008,1110). */
    public static final int REFERENCED_STUDY_SEQUENCE = 0x00081110;

    /** Referenced Performed Procedure Step Sequence (0008,1111). */
    public static final int REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE = 0x00081111;

    /** Referenced Series Sequence (0008,1115). */
    public static final int REFERENCED_SERIES_SEQUENCE = 0x00081115;

    /** Referenced Image Sequence (0008,1140). */
    public static final int REFERENCED_IMAGE_SEQUENCE = 0x00081140;

    /** Referenced Instance Sequence (0008,114A). */
    public static final int REFERENCED_INSTANCE_SEQUENCE = 0x0008114A;

    /** Referenced SOP Class UID (0008,1150). */
    public static final int REFERENCED_SOP_CLASS_UID = 0x00081150;

    /** Referenced SOP Instance UID (0008,1155). */
    public static final int REFERENCED_SOP_INSTANCE_UID = 0x00081155;

    /** Failure Reason (0008,1197). */
    public static final int FAILURE_REASON = 0x00081197;

    /** Failed SOP Sequence (0008,1198). */
    public static final int FAILED_SOP_SEQUENCE = 0x00081198;

    /** Referenced SOP Sequence (0008,1199). */
    public static final int REFERENCED_SOP_SEQUENCE = 0x00081199;

    /** Referenced Frame Number (0008,1160). */
    public static final int REFERENCED_FRAME_NUMBER = 0x00081160;

    /** Transaction UID (0008,1195). */
    public static final int TRANSACTION_UID = 0x00081195;

    /** Related Series Sequence (0008,1250). */
    public static final int RELATED_SERIES_SEQUENCE = 0x00081250;

    /** Derivation Description (0008,2111). */
    public static final int DERIVATION_DESCRIPTION = 0x00082111;

    /** Source Image Sequence (0008,2112). */
    public static final int SOURCE_IMAGE_SEQUENCE = 0x00082112;

    /** Stage Name (0008,2120). */
    public static final int STAGE_NAME = 0x00082120;

    /** Anatomic Region Sequence (0008,2218). */
    public static final int ANATOMIC_REGION_SEQUENCE = 0x00082218;

    /** Primary Anatomic Structure Sequence (0008,2228). */
    public static final int PRIMARY_ANATOMIC_STRUCTURE_SEQUENCE = 0x00082228;

    /** Frame Type (0008,9007). */
    public static final int FRAME_TYPE = 0x00089007;

    /** Referenced Image Evidence Sequence (0008,9092). */
    public static final int REFERENCED_IMAGE_EVIDENCE_SEQUENCE = 0x00089092;

    /** Source Image Evidence Sequence (0008,9154). */
    public static final int SOURCE_IMAGE_EVIDENCE_SEQUENCE = 0x00089154;

    /** Derivation Code Sequence (0008,9215). */
    public static final int DERIVATION_CODE_SEQUENCE = 0x00089215;

    /** Derivation Image Sequence (0008,9124). */
    public static final int DERIVATION_IMAGE_SEQUENCE = 0x00089124;

    /** Pixel Presentation (0008,9205). */
    public static final int PIXEL_PRESENTATION = 0x00089205;

    /** Volumetric Properties (0008,9206). */
    public static final int VOLUMETRIC_PROPERTIES = 0x00089206;

    /** Volume Based Calculation Technique (0008,9207). */
    public static final int VOLUME_BASED_CALCULATION_TECHNIQUE = 0x00089207;

    /** Complex Image Component (0008,9208). */
    public static final int COMPLEX_IMAGE_COMPONENT = 0x00089208;

    /** Acquisition Contrast (0008,9209). */
    public static final int ACQUISITION_CONTRAST = 0x00089209;

    /** Long Code Value (0008,0119). */
    public static final int LONG_CODE_VALUE = 0x00080119;

    /** URN Code Value (0008,0120). */
    public static final int URN_CODE_VALUE = 0x00080120;

    /** Mapping Resource (0008,0105). */
    public static final int MAPPING_RESOURCE = 0x00080105;

    /** Context Identifier (0008,010F). */
    public static final int CONTEXT_IDENTIFIER = 0x0008010F;

    // Patient.

    /** Patient's Name (0010,0010). */
    public static final int PATIENT_NAME = 0x00100010;

    /** Patient ID (0010,0020). */
    public static final int PATIENT_ID = 0x00100020;

    /** Issuer of Patient ID (0010,0021). */
    public static final int ISSUER_OF_PATIENT_ID = 0x00100021;

    /** Type of Patient ID (0010,0022). */
    public static final int TYPE_OF_PATIENT_ID = 0x00100022;

    /** Patient's Birth Date (0010,0030). */
    public static final int PATIENT_BIRTH_DATE = 0x00100030;

    /** Patient's Birth Time (0010,0032). */
    public static final int PATIENT_BIRTH_TIME = 0x00100032;

    /** Patient's Sex (0010,0040). */
    public static final int PATIENT_SEX = 0x00100040;

    /** Other Patient IDs (0010,1000). */
    public static final int OTHER_PATIENT_IDS = 0x00101000;

    /** Other Patient IDs Sequence (0010,1002). */
    public static final int OTHER_PATIENT_IDS_SEQUENCE = 0x00101002;

    /** Patient's Age (0010,1010). */
    public static final int PATIENT_AGE = 0x00101010;

    /** Patient's Size (0010,1020). */
    public static final int PATIENT_SIZE = 0x00101020;

    /** Patient's Weight (0010,1030). */
    public static final int PATIENT_WEIGHT = 0x00101030;

    /** Patient Comments (0010,4000). */
    public static final int PATIENT_COMMENTS = 0x00104000;

    /** Patient Identity Removed (0012,0062). */
    public static final int PATIENT_IDENTITY_REMOVED = 0x00120062;

    /** De-identification Method (0012,0063). */
    public static final int DE_IDENTIFICATION_METHOD = 0x00120063;

    /** Ethnic Group (0010,2160). */
    public static final int ETHNIC_GROUP = 0x00102160;

    /** Additional Patient History (0010,21B0). */
    public static final int ADDITIONAL_PATIENT_HISTORY = 0x001021B0;

    /** Pregnancy Status (0010,21C0). */
    public static final int PREGNANCY_STATUS = 0x001021C0;

    // Acquisition and derivation.

    /** Contrast/Bolus Agent (0018,0010). */
    public static final int CONTRAST_BOLUS_AGENT = 0x00180010;

    /** Contrast/Bolus Agent Sequence (0018,0012). */
    public static final int CONTRAST_BOLUS_AGENT_SEQUENCE = 0x00180012;

    /** Body Part Examined (0018,0015). */
    public static final int BODY_PART_EXAMINED = 0x00180015;

    /** Scanning Sequence (0018,0020). */
    public static final int SCANNING_SEQUENCE = 0x00180020;

    /** Sequence Variant (0018,0021). */
    public static final int SEQUENCE_VARIANT = 0x00180021;

    /** Scan Options (0018,0022). */
    public static final int SCAN_OPTIONS = 0x00180022;

    /** MR Acquisition Type (0018,0023). */
    public static final int MR_ACQUISITION_TYPE = 0x00180023;

    /** Sequence Name (0018,0024). */
    public static final int SEQUENCE_NAME = 0x00180024;

    /** Angio Flag (0018,0025). */
    public static final int ANGIO_FLAG = 0x00180025;

    /** Slice Thickness (0018,0050). */
    public static final int SLICE_THICKNESS = 0x00180050;

    /** KVP (0018,0060). */
    public static final int KVP = 0x00180060;

    /** Repetition Time (0018,0080). */
    public static final int REPETITION_TIME = 0x00180080;

    /** Echo Time (0018,0081). */
    public static final int ECHO_TIME = 0x00180081;

    /** Inversion Time (0018,0082). */
    public static final int INVERSION_TIME = 0x00180082;

    /** Number of Averages (0018,0083). */
    public static final int NUMBER_OF_AVERAGES = 0x00180083;

    /** Imaging Frequency (0018,0084). */
    public static final int IMAGING_FREQUENCY = 0x00180084;

    /** Imaged Nucleus (0018,0085). */
    public static final int IMAGED_NUCLEUS = 0x00180085;

    /** Echo Number(s) (0018,0086). */
    public static final int ECHO_NUMBERS = 0x00180086;

    /** Magnetic Field Strength (0018,0087). */
    public static final int MAGNETIC_FIELD_STRENGTH = 0x00180087;

    /** Spacing Between Slices (0018,0088). */
    public static final int SPACING_BETWEEN_SLICES = 0x00180088;

    /** Echo Train Length (0018,0091). */
    public static final int ECHO_TRAIN_LENGTH = 0x00180091;

    /** Device Serial Number (0018,1000). */
    public static final int DEVICE_SERIAL_NUMBER = 0x00181000;

    /** Device UID (0018,1002). */
    public static final int DEVICE_UID = 0x00181002;

    /** Plate ID (0018,1004). */
    public static final int PLATE_ID = 0x00181004;

    /** Software Versions (0018,1020). */
    public static final int SOFTWARE_VERSIONS = 0x00181020;

    /** Protocol Name (0018,1030). */
    public static final int PROTOCOL_NAME = 0x00181030;

    /** Reconstruction Diameter (0018,1100). */
    public static final int RECONSTRUCTION_DIAMETER = 0x00181100;

    /** Distance Source to Detector (0018,1110). */
    public static final int DISTANCE_SOURCE_TO_DETECTOR = 0x00181110;

    /** Distance Source to Patient (0018,1111). */
    public static final int DISTANCE_SOURCE_TO_PATIENT = 0x00181111;

    /** Gantry/Detector Tilt (0018,1120). */
    public static final int GANTRY_DETECTOR_TILT = 0x00181120;

    /** Table Height (0018,1130). */
    public static final int TABLE_HEIGHT = 0x00181130;

    /** Exposure Time (0018,1150). */
    public static final int EXPOSURE_TIME = 0x00181150;

    /** X-Ray Tube Current (0018,1151). */
    public static final int X_RAY_TUBE_CURRENT = 0x00181151;

    /** Exposure (0018,1152). */
    public static final int EXPOSURE = 0x00181152;

    /** Exposure in uAs (0018,1153). */
    public static final int EXPOSURE_IN_UAS = 0x00181153;

    /** Imager Pixel Spacing (0018,1164). */
    public static final int IMAGER_PIXEL_SPACING = 0x00181164;

    /** Filter Type (0018,1160). */
    public static final int FILTER_TYPE = 0x00181160;

    /** Generator Power (0018,1170). */
    public static final int GENERATOR_POWER = 0x00181170;

    /** Focal Spot(s) (0018,1190). */
    public static final int FOCAL_SPOTS = 0x00181190;

    /** Acquisition Device Processing Description (0018,1400). */
    public static final int ACQUISITION_DEVICE_PROCESSING_DESCRIPTION = 0x00181400;

    /** Acquisition Device Processing Code (0018,1401). */
    public static final int ACQUISITION_DEVICE_PROCESSING_CODE = 0x00181401;

    /** Relative X-Ray Exposure (0018,1405). */
    public static final int RELATIVE_X_RAY_EXPOSURE = 0x00181405;

    /** Convolution Kernel (0018,1210). */
    public static final int CONVOLUTION_KERNEL = 0x00181210;

    /** Patient Position (0018,5100). */
    public static final int PATIENT_POSITION = 0x00185100;

    /** View Position (0018,5101). */
    public static final int VIEW_POSITION = 0x00185101;

    /** Sensitivity (0018,6000). */
    public static final int SENSITIVITY = 0x00186000;

    /** Flip Angle (0018,1314). */
    public static final int FLIP_ANGLE = 0x00181314;

    /** Acquisition Matrix (0018,1310). */
    public static final int ACQUISITION_MATRIX = 0x00181310;

    /** Diffusion b-value (0018,9087). */
    public static final int DIFFUSION_B_VALUE = 0x00189087;

    /** Detector Type (0018,7004). */
    public static final int DETECTOR_TYPE = 0x00187004;

    /** Detector ID (0018,700A). */
    public static final int DETECTOR_ID = 0x0018700A;

    /** Exposure Index (0018,1411). */
    public static final int EXPOSURE_INDEX = 0x00181411;

    /** Target Exposure Index (0018,1412). */
    public static final int TARGET_EXPOSURE_INDEX = 0x00181412;

    /** Deviation Index (0018,1413). */
    public static final int DEVIATION_INDEX = 0x00181413;

    /** Content Qualification (0018,9004). */
    public static final int CONTENT_QUALIFICATION = 0x00189004;

    /** Contributing Equipment Sequence (0018,A001). */
    public static final int CONTRIBUTING_EQUIPMENT_SEQUENCE = 0x0018A001;

    /** Contribution DateTime (0018,A002). */
    public static final int CONTRIBUTION_DATETIME = 0x0018A002;

    /** Contribution Description (0018,A003). */
    public static final int CONTRIBUTION_DESCRIPTION = 0x0018A003;

    /** Date of Secondary Capture (0018,1012). */
    public static final int DATE_OF_SECONDARY_CAPTURE = 0x00181012;

    /** Purpose of Reference Code Sequence (0040,A170). */
    public static final int PURPOSE_OF_REFERENCE_CODE_SEQUENCE = 0x0040A170;

    // Relationship.

    /** Study Instance UID (0020,000D). */
    public static final int STUDY_INSTANCE_UID = 0x0020000D;

    /** Series Instance UID (0020,000E). */
    public static final int SERIES_INSTANCE_UID = 0x0020000E;

    /** Study ID (0020,0010). */
    public static final int STUDY_ID = 0x00200010;

    /** Series Number (0020,0011). */
    public static final int SERIES_NUMBER = 0x00200011;

    /** Acquisition Number (0020,0012). */
    public static final int ACQUISITION_NUMBER = 0x00200012;

    /** Instance Number (0020,0013). */
    public static final int INSTANCE_NUMBER = 0x00200013;

    /** Patient Orientation (0020,0020). */
    public static final int PATIENT_ORIENTATION = 0x00200020;

    /** Image Position (Patient) (0020,0032). */
    public static final int IMAGE_POSITION_PATIENT = 0x00200032;

    /** Image Orientation (Patient) (0020,0037). */
    public static final int IMAGE_ORIENTATION_PATIENT = 0x00200037;

    /** Frame of Reference UID (0020,0052). */
    public static final int FRAME_OF_REFERENCE_UID = 0x00200052;

    /** Laterality (0020,0060). */
    public static final int LATERALITY = 0x00200060;

    /** Image Laterality (0020,0062). */
    public static final int IMAGE_LATERALITY = 0x00200062;

    /** Temporal Position Identifier (0020,0100). */
    public static final int TEMPORAL_POSITION_IDENTIFIER = 0x00200100;

    /** Number of Temporal Positions (0020,0105). */
    public static final int NUMBER_OF_TEMPORAL_POSITIONS = 0x00200105;

    /** Images in Acquisition (0020,1002). */
    public static final int IMAGES_IN_ACQUISITION = 0x00201002;

    /** Position Reference Indicator (0020,1040). */
    public static final int POSITION_REFERENCE_INDICATOR = 0x00201040;

    /** Slice Location (0020,1041). */
    public static final int SLICE_LOCATION = 0x00201041;

    /** Image Comments (0020,4000). */
    public static final int IMAGE_COMMENTS = 0x00204000;

    /** Number of Study Related Series (0020,1206). */
    public static final int NUMBER_OF_STUDY_RELATED_SERIES = 0x00201206;

    /** Number of Study Related Instances (0020,1208). */
    public static final int NUMBER_OF_STUDY_RELATED_INSTANCES = 0x00201208;

    /** Number of Series Related Instances (0020,1209). */
    public static final int NUMBER_OF_SERIES_RELATED_INSTANCES = 0x00201209;

    /** Stack ID (0020,9056). */
    public static final int STACK_ID = 0x00209056;

    /** In-Stack Position Number (0020,9057). */
    public static final int IN_STACK_POSITION_NUMBER = 0x00209057;

    /** Frame Content Sequence (0020,9111). */
    public static final int FRAME_CONTENT_SEQUENCE = 0x00209111;

    /** Dimension Organization UID (0020,9164). */
    public static final int DIMENSION_ORGANIZATION_UID = 0x00209164;

    /** Dimension Index Sequence (0020,9222). */
    public static final int DIMENSION_INDEX_SEQUENCE = 0x00209222;

    /** Dimension Organization Sequence (0020,9221). */
    public static final int DIMENSION_ORGANIZATION_SEQUENCE = 0x00209221;

    /** Concatenation UID (0020,9161). */
    public static final int CONCATENATION_UID = 0x00209161;

    /** Irradiation Event UID (0008,3010). */
    public static final int IRRADIATION_EVENT_UID = 0x00083010;

    // Functional groups of enhanced multi-frame images (PS3.3 C.7.6.16).

    /** Dimension Index Values (0020,9157). */
    public static final int DIMENSION_INDEX_VALUES = 0x00209157;

    /** Temporal Position Index (0020,9128). */
    public static final int TEMPORAL_POSITION_INDEX = 0x00209128;

    /** Frame Acquisition Number (0020,9156). */
    public static final int FRAME_ACQUISITION_NUMBER = 0x00209156;

    /** Frame Comments (0020,9158). */
    public static final int FRAME_COMMENTS = 0x00209158;

    /** Frame Reference DateTime (0018,9151). */
    public static final int FRAME_REFERENCE_DATE_TIME = 0x00189151;

    /** Frame Acquisition DateTime (0018,9074). */
    public static final int FRAME_ACQUISITION_DATE_TIME = 0x00189074;

    /** Frame Acquisition Duration (0018,9220). */
    public static final int FRAME_ACQUISITION_DURATION = 0x00189220;

    /** MR Image Frame Type Sequence (0018,9226). */
    public static final int MR_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189226;

    /** CT Image Frame Type Sequence (0018,9329). */
    public static final int CT_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189329;

    /** MR Echo Sequence (0018,9114). */
    public static final int MR_ECHO_SEQUENCE = 0x00189114;

    /** Effective Echo Time (0018,9082). */
    public static final int EFFECTIVE_ECHO_TIME = 0x00189082;

    /** MR Timing and Related Parameters Sequence (0018,9112). */
    public static final int MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE = 0x00189112;

    /** CT Exposure Sequence (0018,9321). */
    public static final int CT_EXPOSURE_SEQUENCE = 0x00189321;

    /** Exposure Time in ms (0018,9328). */
    public static final int EXPOSURE_TIME_IN_MS = 0x00189328;

    /** X-Ray Tube Current in mA (0018,9330). */
    public static final int X_RAY_TUBE_CURRENT_IN_MA = 0x00189330;

    /** Exposure in mAs (0018,9332). */
    public static final int EXPOSURE_IN_MAS = 0x00189332;

    /** CTDIvol (0018,9345). */
    public static final int CTDI_VOL = 0x00189345;

    /** CT X-Ray Details Sequence (0018,9325). */
    public static final int CT_X_RAY_DETAILS_SEQUENCE = 0x00189325;

    /** Irradiation Event Identification Sequence (0018,9477). */
    public static final int IRRADIATION_EVENT_IDENTIFICATION_SEQUENCE = 0x00189477;

    /** Contrast/Bolus Usage Sequence (0018,9341). */
    public static final int CONTRAST_BOLUS_USAGE_SEQUENCE = 0x00189341;

    /** Contrast/Bolus Agent Administered (0018,9342). */
    public static final int CONTRAST_BOLUS_AGENT_ADMINISTERED = 0x00189342;

    /** CT Reconstruction Sequence (0018,9314). */
    public static final int CT_RECONSTRUCTION_SEQUENCE = 0x00189314;

    /** Dimension Index Pointer (0020,9165). */
    public static final int DIMENSION_INDEX_POINTER = 0x00209165;

    /** Functional Group Pointer (0020,9167). */
    public static final int FUNCTIONAL_GROUP_POINTER = 0x00209167;

    /** Unassigned Shared Converted Attributes Sequence (0020,9170). */
    public static final int UNASSIGNED_SHARED_CONVERTED_ATTRIBUTES_SEQUENCE = 0x00209170;

    /** Unassigned Per-Frame Converted Attributes Sequence (0020,9171). */
    public static final int UNASSIGNED_PER_FRAME_CONVERTED_ATTRIBUTES_SEQUENCE = 0x00209171;

    /** Modality LUT Type (0028,3004). */
    public static final int MODALITY_LUT_TYPE = 0x00283004;

    /** MR Averages Sequence (0018,9119). */
    public static final int MR_AVERAGES_SEQUENCE = 0x00189119;

    /** MR Diffusion Sequence (0018,9117). */
    public static final int MR_DIFFUSION_SEQUENCE = 0x00189117;

    /** Frame Anatomy Sequence (0020,9071). */
    public static final int FRAME_ANATOMY_SEQUENCE = 0x00209071;

    /** Inversion Times (0018,9079). */
    public static final int INVERSION_TIMES = 0x00189079;

    /** MR Modifier Sequence (0018,9115). */
    public static final int MR_MODIFIER_SEQUENCE = 0x00189115;

    /** Inversion Recovery (0018,9009). */
    public static final int INVERSION_RECOVERY = 0x00189009;

    /** Echo Pulse Sequence (0018,9008). */
    public static final int ECHO_PULSE_SEQUENCE = 0x00189008;

    /** Echo Planar Pulse Sequence (0018,9018). */
    public static final int ECHO_PLANAR_PULSE_SEQUENCE = 0x00189018;

    /** Exposure Modulation Type (0018,9323). */
    public static final int EXPOSURE_MODULATION_TYPE = 0x00189323;

    /** Frame Laterality (0020,9072). */
    public static final int FRAME_LATERALITY = 0x00209072;

    /** Conversion Source Attributes Sequence (0020,9172). */
    public static final int CONVERSION_SOURCE_ATTRIBUTES_SEQUENCE = 0x00209172;

    // Image pixel and its transformations.

    /** Samples per Pixel (0028,0002). */
    public static final int SAMPLES_PER_PIXEL = 0x00280002;

    /** Photometric Interpretation (0028,0004). */
    public static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;

    /** Planar Configuration (0028,0006). */
    public static final int PLANAR_CONFIGURATION = 0x00280006;

    /** Number of Frames (0028,0008). */
    public static final int NUMBER_OF_FRAMES = 0x00280008;

    /** Frame Increment Pointer (0028,0009). */
    public static final int FRAME_INCREMENT_POINTER = 0x00280009;

    /** Rows (0028,0010). */
    public static final int ROWS = 0x00280010;

    /** Columns (0028,0011). */
    public static final int COLUMNS = 0x00280011;

    /** Pixel Spacing (0028,0030). */
    public static final int PIXEL_SPACING = 0x00280030;

    /** Pixel Aspect Ratio (0028,0034). */
    public static final int PIXEL_ASPECT_RATIO = 0x00280034;

    /** Bits Allocated (0028,0100). */
    public static final int BITS_ALLOCATED = 0x00280100;

    /** Bits Stored (0028,0101). */
    public static final int BITS_STORED = 0x00280101;

    /** High Bit (0028,0102). */
    public static final int HIGH_BIT = 0x00280102;

    /** Pixel Representation (0028,0103). */
    public static final int PIXEL_REPRESENTATION = 0x00280103;

    /** Smallest Image Pixel Value (0028,0106). */
    public static final int SMALLEST_IMAGE_PIXEL_VALUE = 0x00280106;

    /** Largest Image Pixel Value (0028,0107). */
    public static final int LARGEST_IMAGE_PIXEL_VALUE = 0x00280107;

    /** Pixel Padding Value (0028,0120). */
    public static final int PIXEL_PADDING_VALUE = 0x00280120;

    /** Pixel Padding Range Limit (0028,0121). */
    public static final int PIXEL_PADDING_RANGE_LIMIT = 0x00280121;

    /** Quality Control Image (0028,0300). */
    public static final int QUALITY_CONTROL_IMAGE = 0x00280300;

    /** Burned In Annotation (0028,0301). */
    public static final int BURNED_IN_ANNOTATION = 0x00280301;

    /** Recognizable Visual Features (0028,0302). */
    public static final int RECOGNIZABLE_VISUAL_FEATURES = 0x00280302;

    /** Pixel Spacing Calibration Type (0028,0A02). */
    public static final int PIXEL_SPACING_CALIBRATION_TYPE = 0x00280A02;

    /** Pixel Intensity Relationship (0028,1040). */
    public static final int PIXEL_INTENSITY_RELATIONSHIP = 0x00281040;

    /** Pixel Intensity Relationship Sign (0028,1041). */
    public static final int PIXEL_INTENSITY_RELATIONSHIP_SIGN = 0x00281041;

    /** Window Center (0028,1050). */
    public static final int WINDOW_CENTER = 0x00281050;

    /** Window Width (0028,1051). */
    public static final int WINDOW_WIDTH = 0x00281051;

    /** Rescale Intercept (0028,1052). */
    public static final int RESCALE_INTERCEPT = 0x00281052;

    /** Rescale Slope (0028,1053). */
    public static final int RESCALE_SLOPE = 0x00281053;

    /** Rescale Type (0028,1054). */
    public static final int RESCALE_TYPE = 0x00281054;

    /** Window Center & Width Explanation (0028,1055). */
    public static final int WINDOW_CENTER_WIDTH_EXPLANATION = 0x00281055;

    /** VOI LUT Function (0028,1056). */
    public static final int VOI_LUT_FUNCTION = 0x00281056;

    /** Lossy Image Compression (0028,2110). */
    public static final int LOSSY_IMAGE_COMPRESSION = 0x00282110;

    /** Lossy Image Compression Ratio (0028,2112). */
    public static final int LOSSY_IMAGE_COMPRESSION_RATIO = 0x00282112;

    /** Lossy Image Compression Method (0028,2114). */
    public static final int LOSSY_IMAGE_COMPRESSION_METHOD = 0x00282114;

    /** Modality LUT Sequence (0028,3000). */
    public static final int MODALITY_LUT_SEQUENCE = 0x00283000;

    /** LUT Descriptor (0028,3002). */
    public static final int LUT_DESCRIPTOR = 0x00283002;

    /** LUT Explanation (0028,3003). */
    public static final int LUT_EXPLANATION = 0x00283003;

    /** LUT Data (0028,3006). */
    public static final int LUT_DATA = 0x00283006;

    /** VOI LUT Sequence (0028,3010). */
    public static final int VOI_LUT_SEQUENCE = 0x00283010;

    /** Pixel Measures Sequence (0028,9110). */
    public static final int PIXEL_MEASURES_SEQUENCE = 0x00289110;

    /** Plane Position Sequence (0020,9113). */
    public static final int PLANE_POSITION_SEQUENCE = 0x00209113;

    /** Plane Orientation Sequence (0020,9116). */
    public static final int PLANE_ORIENTATION_SEQUENCE = 0x00209116;

    /** Pixel Value Transformation Sequence (0028,9145). */
    public static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145;

    /** Frame VOI LUT Sequence (0028,9132). */
    public static final int FRAME_VOI_LUT_SEQUENCE = 0x00289132;

    /** Shared Functional Groups Sequence (5200,9229). */
    public static final int SHARED_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009229;

    /** Per-Frame Functional Groups Sequence (5200,9230). */
    public static final int PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009230;

    /** Spatial Locations Preserved (0028,135A). */
    public static final int SPATIAL_LOCATIONS_PRESERVED = 0x0028135A;

    /** Presentation LUT Shape (2050,0020). */
    public static final int PRESENTATION_LUT_SHAPE = 0x20500020;

    /** Icon Image Sequence (0088,0200). */
    public static final int ICON_IMAGE_SEQUENCE = 0x00880200;

    // Requests and performed procedure steps.

    /** Requesting Physician (0032,1032). */
    public static final int REQUESTING_PHYSICIAN = 0x00321032;

    /** Requested Procedure Description (0032,1060). */
    public static final int REQUESTED_PROCEDURE_DESCRIPTION = 0x00321060;

    /** Requested Procedure Code Sequence (0032,1064). */
    public static final int REQUESTED_PROCEDURE_CODE_SEQUENCE = 0x00321064;

    /** Requested Procedure ID (0040,1001). */
    public static final int REQUESTED_PROCEDURE_ID = 0x00401001;

    /** Request Attributes Sequence (0040,0275). */
    public static final int REQUEST_ATTRIBUTES_SEQUENCE = 0x00400275;

    /** Scheduled Procedure Step ID (0040,0009). */
    public static final int SCHEDULED_PROCEDURE_STEP_ID = 0x00400009;

    /** Scheduled Procedure Step Description (0040,0007). */
    public static final int SCHEDULED_PROCEDURE_STEP_DESCRIPTION = 0x00400007;

    /** Performed Procedure Step Start Date (0040,0244). */
    public static final int PERFORMED_PROCEDURE_STEP_START_DATE = 0x00400244;

    /** Performed Procedure Step Start Time (0040,0245). */
    public static final int PERFORMED_PROCEDURE_STEP_START_TIME = 0x00400245;

    /** Performed Procedure Step End Date (0040,0250). */
    public static final int PERFORMED_PROCEDURE_STEP_END_DATE = 0x00400250;

    /** Performed Procedure Step End Time (0040,0251). */
    public static final int PERFORMED_PROCEDURE_STEP_END_TIME = 0x00400251;

    /** Performed Procedure Step ID (0040,0253). */
    public static final int PERFORMED_PROCEDURE_STEP_ID = 0x00400253;

    /** Performed Procedure Step Description (0040,0254). */
    public static final int PERFORMED_PROCEDURE_STEP_DESCRIPTION = 0x00400254;

    /** Performed Protocol Code Sequence (0040,0260). */
    public static final int PERFORMED_PROTOCOL_CODE_SEQUENCE = 0x00400260;

    /** View Code Sequence (0054,0220). */
    public static final int VIEW_CODE_SEQUENCE = 0x00540220;

    /** View Modifier Code Sequence (0054,0222). */
    public static final int VIEW_MODIFIER_CODE_SEQUENCE = 0x00540222;

    /** Comments on the Performed Procedure Step (0040,0280). */
    public static final int COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP = 0x00400280;

    /** Acquisition Context Sequence (0040,0555). */
    public static final int ACQUISITION_CONTEXT_SEQUENCE = 0x00400555;

    // Structured reports, signatures, overlays and pixel data.

    /** Value Type (0040,A040). */
    public static final int VALUE_TYPE = 0x0040A040;

    /** Concept Name Code Sequence (0040,A043). */
    public static final int CONCEPT_NAME_CODE_SEQUENCE = 0x0040A043;

    /** Continuity Of Content (0040,A050). */
    public static final int CONTINUITY_OF_CONTENT = 0x0040A050;

    /** Person Name (0040,A123). */
    public static final int PERSON_NAME = 0x0040A123;

    /** Text Value (0040,A160). */
    public static final int TEXT_VALUE = 0x0040A160;

    /** Concept Code Sequence (0040,A168). */
    public static final int CONCEPT_CODE_SEQUENCE = 0x0040A168;

    /** Current Requested Procedure Evidence Sequence (0040,A375). */
    public static final int CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE = 0x0040A375;

    /** Content Template Sequence (0040,A504). */
    public static final int CONTENT_TEMPLATE_SEQUENCE = 0x0040A504;

    /** Content Sequence (0040,A730). */
    public static final int CONTENT_SEQUENCE = 0x0040A730;

    /** Template Identifier (0040,DB00). */
    public static final int TEMPLATE_IDENTIFIER = 0x0040DB00;

    /** Relationship Type (0040,A010). */
    public static final int RELATIONSHIP_TYPE = 0x0040A010;

    /** Digital Signatures Sequence (FFFA,FFFA). */
    public static final int DIGITAL_SIGNATURES_SEQUENCE = 0xFFFAFFFA;

    /** MAC Parameters Sequence (4FFE,0001). */
    public static final int MAC_PARAMETERS_SEQUENCE = 0x4FFE0001;

    /** Encrypted Attributes Sequence (0400,0500). */
    public static final int ENCRYPTED_ATTRIBUTES_SEQUENCE = 0x04000500;

    /** Original Attributes Sequence (0400,0561). */
    public static final int ORIGINAL_ATTRIBUTES_SEQUENCE = 0x04000561;

    /** Modified Attributes Sequence (0400,0550). */
    public static final int MODIFIED_ATTRIBUTES_SEQUENCE = 0x04000550;

    /** Instance Origin Status (0400,0600). */
    public static final int INSTANCE_ORIGIN_STATUS = 0x04000600;

    /** Overlay Data (60xx,3000). */
    public static final int OVERLAY_DATA = 0x60003000;

    /** Extended Offset Table (7FE0,0001). */
    public static final int EXTENDED_OFFSET_TABLE = 0x7FE00001;

    /** Extended Offset Table Lengths (7FE0,0002). */
    public static final int EXTENDED_OFFSET_TABLE_LENGTHS = 0x7FE00002;

    /** Float Pixel Data (7FE0,0008). */
    public static final int FLOAT_PIXEL_DATA = 0x7FE00008;

    /** Double Float Pixel Data (7FE0,0009). */
    public static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7FE00009;

    /** Pixel Data (7FE0,0010). */
    public static final int PIXEL_DATA = 0x7FE00010;

    /** Data Set Trailing Padding (FFFC,FFFC). */
    public static final int DATA_SET_TRAILING_PADDING = 0xFFFCFFFC;

    /** Item (FFFE,E000). */
    public static final int ITEM = 0xFFFEE000;

    /** Item Delimitation Item (FFFE,E00D). */
    public static final int ITEM_DELIMITATION_ITEM = 0xFFFEE00D;

    /** Sequence Delimitation Item (FFFE,E0DD). */
    public static final int SEQUENCE_DELIMITATION_ITEM = 0xFFFEE0DD;

    private Tag() {}

    /**
     * Puts a tag together.
     *
     * @param group the group number, 0 to FFFF
     * @param element the element number, 0 to FFFF
     */
    public static int of(int group, int element) {
        return ((group & 0xFFFF) << 16) | (element & 0xFFFF);
    }

    /** The group number, 0 to FFFF. */
    public static int group(int tag) {
        return tag >>> 16;
    }

    /** The element number, 0 to FFFF. */
    public static int element(int tag) {
        return tag & 0xFFFF;
    }

    /** Whether the group is odd and so private (PS3.5 7.8). */
    public static boolean isPrivate(int tag) {
        return (group(tag) & 1) == 1;
    }

    /** Whether the element is a Private Creator, which reserves a block of its private group (PS3.5 7.8.1). */
    public static boolean isPrivateCreator(int tag) {
        return isPrivate(tag) && element(tag) >= 0x10 && element(tag) <= 0xFF;
    }

    /** Whether the element is a group length (gggg,0000) (PS3.5 7.2). */
    public static boolean isGroupLength(int tag) {
        return element(tag) == 0;
    }

    /** The tag as the standard writes it, such as {@code (0008,0016)}. */
    public static String toString(int tag) {
        return String.format("(%04X,%04X)", group(tag), element(tag));
    }
}
