/** Series of images, by modality: the attributes that the IODs require and that a harvest looks at. [PS3.3 A] */
import { IMPLICIT } from './dicom-file.js';
import { makeUid } from './patients.js';

const PLANES = { axial: [1, 0, 0, 0, 1, 0], coronal: [1, 0, 0, 0, 0, -1], sagittal: [0, 1, 0, 0, 0, -1] };
const CLASSES = {
  CR: '1.2.840.10008.5.1.4.1.1.1',
  DX: '1.2.840.10008.5.1.4.1.1.1.1',
  MG: '1.2.840.10008.5.1.4.1.1.1.2',
  CT: '1.2.840.10008.5.1.4.1.1.2',
  MR: '1.2.840.10008.5.1.4.1.1.4',
  EnhancedMR: '1.2.840.10008.5.1.4.1.1.4.1',
  US: '1.2.840.10008.5.1.4.1.1.6.1',
  PT: '1.2.840.10008.5.1.4.1.1.128',
};
const MAKERS = {
  CT: ['SIEMENS', 'SOMATOM Force'],
  MR: ['GE MEDICAL SYSTEMS', 'Signa HDxt'],
  CR: ['FUJIFILM Corporation', 'CR-IR 357'],
  DX: ['Philips Medical Systems', 'DigitalDiagnost'],
  MG: ['HOLOGIC, Inc.', 'Selenia Dimensions'],
  US: ['Samsung Medison', 'HS70A'],
  PT: ['SIEMENS', 'Biograph 64'],
};

const code = (value, scheme, meaning) => ({
  CodeValue: value,
  CodingSchemeDesignator: scheme,
  CodeMeaning: meaning,
});
const REGIONS = {
  BREAST: code('76752008', 'SCT', 'Breast'),
  CHEST: code('51185008', 'SCT', 'Chest'),
  HAND: code('85562004', 'SCT', 'Hand'),
};
const MAMMOGRAPHY_VIEWS = {
  CC: code('399162004', 'SCT', 'cranio-caudal'),
  MLO: code('399368009', 'SCT', 'medio-lateral oblique'),
};
/** What digital X-ray images say of their values. [PS3.3 C.8.11.3] */
const UNSCALED = { RescaleIntercept: 0, RescaleSlope: 1, RescaleType: 'US' };

/** Series and instances with what all of them share; `make` adds what an image has of its own. */
function startSeries(study, modality, sopClass, count, shared, make = () => ({})) {
  const { number, uid } = study.nextSeries();
  const [manufacturer, model] = MAKERS[modality];
  const instances = Array.from({ length: count }, (_, index) => ({
    SOPClassUID: CLASSES[sopClass],
    SOPInstanceUID: makeUid(uid, index),
    SpecificCharacterSet: 'ISO_IR 192',
    ...study.module(),
    Modality: modality,
    SeriesInstanceUID: uid,
    SeriesNumber: number,
    SeriesDate: study.date,
    SeriesTime: '102000',
    AcquisitionDate: study.date,
    AcquisitionTime: '102030',
    ContentDate: study.date,
    ContentTime: '102100',
    InstanceNumber: index + 1,
    Manufacturer: manufacturer,
    ManufacturerModelName: model,
    StationName: 'DEMO01',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    Rows: 512,
    Columns: 512,
    BitsAllocated: 16,
    BitsStored: 12,
    HighBit: 11,
    PixelRepresentation: 0,
    BurnedInAnnotation: 'NO',
    ...shared,
    ...make(index),
  }));
  return { number, uid, modality, instances };
}

/** Slices along the normal of a plane. */
function slicePosition(plane, index, spacing) {
  const along = index * spacing - 120;
  return plane === 'axial'
    ? [-120, -120, along]
    : plane === 'coronal'
      ? [-120, along, 120]
      : [along, -120, 120];
}

export function ctSeries(study, options) {
  const { bodyPart, kvp, thickness, slices, description, agent, plane = 'axial' } = options;
  const shared = {
    ImageType: options.imageType ?? ['ORIGINAL', 'PRIMARY', 'AXIAL'],
    SeriesDescription: description,
    BodyPartExamined: bodyPart,
    PatientPosition: 'HFS',
    KVP: kvp,
    SliceThickness: thickness,
    SpacingBetweenSlices: thickness,
    PixelSpacing: [0.48, 0.48],
    ExposureTime: 500,
    XRayTubeCurrent: 210,
    Exposure: 105,
    ConvolutionKernel: 'B30f',
    CTDIvol: kvp === 100 ? 1.2 : 8.1,
    RescaleIntercept: -1024,
    RescaleSlope: 1,
    RescaleType: 'HU',
    WindowCenter: [40, 300],
    WindowWidth: [80, 1500],
    ImageOrientationPatient: PLANES[plane],
    FrameOfReferenceUID: makeUid(study.uid, 'frame'),
    ...(agent ? { ContrastBolusAgent: agent, ContrastBolusRoute: 'IV', ContrastBolusVolume: 80 } : {}),
  };
  return startSeries(study, 'CT', 'CT', slices, shared, (index) => ({
    ImagePositionPatient: slicePosition(plane, index, thickness),
    SliceLocation: index * thickness,
  }));
}

export function mrSeries(study, options) {
  const { tr, te, ti, flip, slices, kind, sequence, description, plane = 'axial', nulling } = options;
  const shared = {
    ImageType: ['ORIGINAL', 'PRIMARY', 'OTHER'],
    SeriesDescription: description,
    BodyPartExamined: 'BRAIN',
    PatientPosition: 'HFS',
    ScanningSequence: sequence,
    SequenceVariant: kind === '3D' ? ['SP', 'MP'] : 'SK',
    ScanOptions: 'PFP',
    MRAcquisitionType: kind,
    RepetitionTime: tr,
    EchoTime: te,
    ...(ti === undefined ? {} : { InversionTime: ti }),
    FlipAngle: flip,
    EchoTrainLength: 1,
    MagneticFieldStrength: 3,
    NumberOfAverages: 1,
    SliceThickness: 1.2,
    SpacingBetweenSlices: 1.2,
    PixelSpacing: [0.94, 0.94],
    AcquisitionMatrix: [0, 256, 256, 0],
    InPlanePhaseEncodingDirection: 'ROW',
    ImageOrientationPatient: PLANES[plane],
    FrameOfReferenceUID: makeUid(study.uid, 'frame'),
    ...(nulling === undefined ? {} : { BloodSignalNulling: nulling }),
  };
  return startSeries(study, 'MR', 'MR', slices, shared, (index) => ({
    ImagePositionPatient: slicePosition(plane, index, 1.2),
    SliceLocation: index * 1.2,
  }));
}

/** One instance with a frame for each slice. [PS3.3 A.36] */
export function enhancedMrSeries(study, { tr, te, ti, frames, description }) {
  const shared = {
    ImageType: ['ORIGINAL', 'PRIMARY', 'VOLUME', 'NONE'],
    SeriesDescription: description,
    NumberOfFrames: frames,
    MagneticFieldStrength: 3,
    BodyPartExamined: 'BRAIN',
    PatientPosition: 'HFS',
    AcquisitionContrast: 'T1',
    PulseSequenceName: 'tfl3d1',
    MRAcquisitionType: '3D',
    FrameOfReferenceUID: makeUid(study.uid, 'frame'),
    SharedFunctionalGroupsSequence: [
      {
        MRTimingAndRelatedParametersSequence: [{ RepetitionTime: tr, FlipAngle: 9, EchoTrainLength: 1 }],
        MREchoSequence: [{ EffectiveEchoTime: te }],
        MRModifierSequence: [{ InversionRecovery: 'YES', InversionTimes: [ti] }],
        PixelMeasuresSequence: [
          { PixelSpacing: [0.94, 0.94], SliceThickness: 1.2, SpacingBetweenSlices: 1.2 },
        ],
        PlaneOrientationSequence: [{ ImageOrientationPatient: PLANES.axial }],
        FrameAnatomySequence: [
          {
            FrameLaterality: 'U',
            AnatomicRegionSequence: [code('12738006', 'SCT', 'Brain')],
          },
        ],
      },
    ],
    PerFrameFunctionalGroupsSequence: Array.from({ length: frames }, (_, index) => ({
      FrameContentSequence: [{ DimensionIndexValues: [index + 1] }],
      PlanePositionSequence: [{ ImagePositionPatient: slicePosition('axial', index, 1.2) }],
    })),
  };
  return startSeries(study, 'MR', 'EnhancedMR', 1, shared);
}

export function projectionSeries(study, { modality, bodyPart, view, laterality }) {
  return startSeries(study, modality, modality, 1, {
    ImageType: ['ORIGINAL', 'PRIMARY'],
    SeriesDescription: `${bodyPart} ${view}`,
    BodyPartExamined: bodyPart,
    ViewPosition: view,
    Rows: 2048,
    Columns: 2048,
    KVP: 70,
    Exposure: 3,
    ImagerPixelSpacing: [0.15, 0.15],
    ...(modality === 'DX'
      ? {
          ...UNSCALED,
          PresentationIntentType: 'FOR PRESENTATION',
          ImageLaterality: laterality ?? 'U',
          AnatomicRegionSequence: [REGIONS[bodyPart]],
        }
      : {}),
    ...(laterality ? { Laterality: laterality } : {}),
  });
}

export function mgSeries(study, { laterality, view }) {
  return startSeries(study, 'MG', 'MG', 1, {
    ImageType: ['ORIGINAL', 'PRIMARY'],
    SeriesDescription: `${laterality} ${view}`,
    PresentationIntentType: 'FOR PRESENTATION',
    BodyPartExamined: 'BREAST',
    ...UNSCALED,
    ImageLaterality: laterality,
    AnatomicRegionSequence: [REGIONS.BREAST],
    ViewCodeSequence: [MAMMOGRAPHY_VIEWS[view]],
    KVP: 28,
    ExposureInuAs: 90000,
    BodyPartThickness: 55,
    CompressionForce: 110,
    AnodeTargetMaterial: 'TUNGSTEN',
    ImagerPixelSpacing: [0.07, 0.07],
    Rows: 4096,
    Columns: 3328,
  });
}

/** Implicit VR, as many ultrasound machines still write. */
export function ultrasoundSeries(study, { bodyPart, images }) {
  const shared = {
    ImageType: ['ORIGINAL', 'PRIMARY', 'ABDOMINAL'],
    SeriesDescription: 'ABDOMEN',
    BodyPartExamined: bodyPart,
    Rows: 768,
    Columns: 1024,
    BurnedInAnnotation: 'YES',
    BitsAllocated: 8,
    BitsStored: 8,
    HighBit: 7,
  };
  return { ...startSeries(study, 'US', 'US', images, shared), transferSyntax: IMPLICIT };
}

export function petSeries(study, { slices }) {
  const shared = {
    ImageType: ['ORIGINAL', 'PRIMARY'],
    SeriesDescription: 'PET WB AC',
    BodyPartExamined: 'WHOLEBODY',
    SeriesType: ['WHOLE BODY', 'IMAGE'],
    Units: 'BQML',
    CountsSource: 'EMISSION',
    CorrectedImage: ['DECY', 'ATTN', 'SCAT'],
    DecayCorrection: 'START',
    RescaleIntercept: 0,
    RescaleSlope: 2.5,
    NumberOfSlices: slices,
    SliceThickness: 3,
    PixelSpacing: [4.07, 4.07],
    Rows: 168,
    Columns: 168,
    ActualFrameDuration: 120000,
    FrameReferenceTime: 60000,
    ImageOrientationPatient: PLANES.axial,
    FrameOfReferenceUID: makeUid(study.uid, 'frame'),
    RadiopharmaceuticalInformationSequence: [
      {
        Radiopharmaceutical: 'FDG',
        RadiopharmaceuticalStartTime: '091500',
        RadionuclideTotalDose: 350000000,
        RadionuclideHalfLife: 6588,
        RadionuclidePositronFraction: 0.97,
        RadionuclideCodeSequence: [code('77004003', 'SCT', '^18^Fluorine')],
        RadiopharmaceuticalCodeSequence: [code('35321007', 'SCT', 'Fluorodeoxyglucose F^18^')],
      },
    ],
  };
  return startSeries(study, 'PT', 'PT', slices, shared, (index) => ({
    ImagePositionPatient: slicePosition('axial', index, 3),
    SliceLocation: index * 3,
  }));
}
